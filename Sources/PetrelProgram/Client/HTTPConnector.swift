internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Opens connections to one server.
struct HTTPConnector: Sendable {
    let endpoint: Endpoint
    /// How long connecting, and each answer, may take.
    let timeout: Duration
    private let security: NIOSSLContext?

    /// `authorities` is a PEM file of who may vouch for the server, instead of the system's.
    init(_ endpoint: Endpoint, authorities: String?, timeout: Duration) throws(CommandFailure) {
        self.endpoint = endpoint
        self.timeout = timeout
        guard endpoint.isSecure else {
            security = nil
            return
        }
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            if let authorities { configuration.trustRoots = .file(authorities) }
            security = try NIOSSLContext(configuration: configuration)
        } catch {
            throw CommandFailure(.noInput, "\(authorities ?? "TLS") cannot be used: \(error)")
        }
    }

    /// A connection for as long as `body` takes.
    func connected<Result: Sendable>(
        _ body: (inout HTTPExchange) async throws -> Result
    ) async throws -> Result {
        let channel = try await open()
        let deadline = ExchangeDeadline(channel.channel, after: timeout)
        return try await channel.executeThenClose { inbound, outbound in
            var exchange = HTTPExchange(
                endpoint: endpoint, outbound: outbound, inbound: inbound.makeAsyncIterator(),
                deadline: deadline)
            defer { deadline.clear() }
            return try await body(&exchange)
        }
    }

    private func open() async throws -> ClientChannel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(TimeAmount(timeout))
            .connect(host: endpoint.host, port: endpoint.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try secure(channel)
                    try channel.pipeline.syncOperations.addHTTPClientHandlers(
                        leftOverBytesStrategy: .dropBytes)
                    return try ClientChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    private func secure(_ channel: any Channel) throws {
        guard let security else { return }
        // A server's name goes into the greeting; an address must not.
        let isAddress = (try? SocketAddress(ipAddress: endpoint.host, port: 0)) != nil
        try channel.pipeline.syncOperations.addHandler(
            NIOSSLClientHandler(
                context: security, serverHostname: isAddress ? nil : endpoint.host))
    }
}

private typealias ClientChannel = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
