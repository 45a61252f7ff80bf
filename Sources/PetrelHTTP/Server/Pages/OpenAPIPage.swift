internal import Hummingbird
internal import NIOCore
internal import PetrelPlugin
internal import Synchronization

/// `/openapi.json`: the commands that the registry knows now, and the addresses under `/v1`.
final class OpenAPIPage: Page {
    private let registry: CommandRegistry
    private let plugins: PluginHost?
    private let version: String
    /// Writing the document is work; it is kept for as long as it says the same.
    private let written = Mutex<(names: [String], document: ByteBuffer)>(([], ByteBuffer()))

    init(registry: CommandRegistry, plugins: PluginHost?, version: String) {
        self.registry = registry
        self.plugins = plugins
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
        let routes = plugins?.routes ?? []
        let pages = plugins?.pages ?? []
        let names =
            commands.map(\.name) + routes.map { "\($0.plugin)/\($0.route.path)" }
            + pages.map { "\($0.plugin)/\($0.page.path)" }
        let last = written.withLock { $0 }
        guard last.names != names else { return last.document }
        let addresses = V1Address.own + routes.map(V1Address.init) + pages.flatMap(V1Address.page)
        let document = ByteBuffer(
            bytes: OpenAPIDocument(commands, addresses: addresses, version: version).bytes)
        written.withLock { $0 = (names, document) }
        return document
    }
}
