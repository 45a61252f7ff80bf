internal import Hummingbird
internal import NIOCore
internal import PetrelPlugin
internal import Synchronization

/// `/openapi.json`: the commands that the registry knows now.
final class OpenAPIPage: Page {
    private let registry: CommandRegistry
    private let version: String
    /// Writing the document is work; it is kept for as long as the commands are the same.
    private let written = Mutex<(names: [String], document: ByteBuffer)>(([], ByteBuffer()))

    init(registry: CommandRegistry, version: String) {
        self.registry = registry
        self.version = version
    }

    func answer(_ visit: Visit) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json", .accessControlAllowOrigin: "*"],
            body: ResponseBody(byteBuffer: document()))
    }

    private func document() -> ByteBuffer {
        let commands = registry.all
        let names = commands.map(\.name)
        let last = written.withLock { $0 }
        guard last.names != names else { return last.document }
        let document = ByteBuffer(bytes: OpenAPIDocument(commands, version: version).bytes)
        written.withLock { $0 = (names, document) }
        return document
    }
}
