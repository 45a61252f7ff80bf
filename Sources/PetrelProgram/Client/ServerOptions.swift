internal import ArgumentParser
internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Which server to speak with, and as whom.
struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server's URL; else $PETREL_URL, else that of a server started by this user.",
            valueName: "url"))
    var url: String?

    @Option(help: "The API key; else $PETREL_API_KEY, else the administrator's of that server.")
    var apiKey: String?

    @Option(
        help: ArgumentHelp(
            "The secret key; else $PETREL_SECRET_KEY, which other users of the machine cannot see.",
            valueName: "secret-key"))
    var secretKey: String?

    @Option(
        help: "The data folder of a server on this machine; else $PETREL_DATA_DIR or the usual.",
        completion: .directory)
    var dataDir: String?

    @Option(
        help: "A PEM file of certificates to trust instead of the system's.", completion: .file())
    var caFile: String?

    @Option(help: "How long to wait for each answer, such as 10s.")
    var timeout = "60s"

    func client() throws(CommandFailure) -> CloudClient {
        guard let timeout = Duration(setting: timeout), timeout > .zero else {
            throw CommandFailure(.usage, "--timeout \(timeout) is no \(Duration.expectation)")
        }
        let access = try access(ProcessInfo.processInfo.environment)
        guard let apiKey = access.apiKey, let secretKey = access.secretKey else {
            throw CommandFailure(
                .usage,
                "no keys for \(access.url): set PETREL_API_KEY and PETREL_SECRET_KEY, "
                    + "which registerUserKeys gives")
        }
        return CloudClient(
            connector: try HTTPConnector(
                try Endpoint(access.url), authorities: caFile, timeout: timeout),
            signer: RequestSigner(apiKey: apiKey, secretKey: secretKey))
    }

    /// Flags before environment before what a server of this user left in its data folder.
    func access(_ environment: [String: String]) throws(CommandFailure) -> ServerAccess {
        let folder = DataFolder.named(by: dataDir, environment)
        let saved = ServerAccess(file: folder.connection)
        let named = url ?? environment["PETREL_URL"]
        guard let address = named ?? saved?.url else {
            throw CommandFailure(
                .unreachable,
                "no server of this user runs on \(folder.path): start one with petrel serve, "
                    + "or say where one is with --url or PETREL_URL")
        }
        if named == nil, let pid = saved?.pid, kill(pid, 0) != 0, errno == ESRCH {
            throw CommandFailure(
                .unreachable,
                "the server on \(folder.path) (process \(pid)) is gone: start it with petrel serve")
        }
        // Keys that were saved belong to the server that saved them and to no other.
        let own = try Endpoint(address) == saved.map { try? Endpoint($0.url) } ? saved : nil
        return ServerAccess(
            url: address, apiKey: apiKey ?? environment["PETREL_API_KEY"] ?? own?.apiKey,
            secretKey: secretKey ?? environment["PETREL_SECRET_KEY"] ?? own?.secretKey)
    }
}
