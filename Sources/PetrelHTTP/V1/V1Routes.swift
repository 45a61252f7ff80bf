internal import Hummingbird
internal import NIOCore
internal import PetrelOrchestrator

/// What is found under `/v1`.
struct V1Routes: Sendable {
    let cloud: Cloud
    /// Knows who sent a request: by signature or by session.
    let api: CloudStackAPI

    /// Adds the routes that answer and are done.
    func add(to router: Router<BasicRequestContext>) {}

    /// Handlers that take over the connections of streams, made anew for each connection. They come
    /// after the server's own guards, which let a response that has begun take its time.
    func channelHandlers() -> [any RemovableChannelHandler] { [] }
}
