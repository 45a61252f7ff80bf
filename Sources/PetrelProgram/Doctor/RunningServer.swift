internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The server that has a data folder open now, if there is one.
struct RunningServer: Sendable {
    /// What it left for its user's programs.
    let access: ServerAccess?

    init(_ folder: DataFolder) {
        guard let access = ServerAccess(file: folder.connection), let pid = access.pid,
            kill(pid, 0) == 0 || errno == EPERM
        else {
            access = nil
            return
        }
        self.access = access
    }

    var pid: Int32? { access?.pid }

    /// Whether it says that it can work.
    func answers() async -> Bool {
        guard let access, let endpoint = try? Endpoint(access.url),
            let connector = try? HTTPConnector(endpoint, authorities: nil, timeout: .seconds(3))
        else { return false }
        let status = try? await connector.connected { exchange in
            try await exchange.ask(HTTPQuestion(target: "/healthz")).status
        }
        // A certificate of one's own is not known here, yet somebody answered.
        return status.map { $0 < 500 } ?? endpoint.isSecure
    }
}
