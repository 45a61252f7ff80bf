internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Takes a connection away from the server when its request asks for a stream.
///
/// From the request's head on the connection is the stream's. The server is told that it broke, so that its task and its
/// buffers for this connection go, and what it does to it afterwards has no effect. Once the stream has begun, the
/// handlers that read and write HTTP go as well.
final class StreamHandover: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Why the server's own work on a connection ended.
    private struct Taken: Error {}

    private let hub: StreamHub
    private var stream: EventStream?
    /// Requests before this one that are still to be answered.
    private var unanswered = 0
    private var waiting: HTTPRequest?

    init(hub: StreamHub) { self.hub = hub }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard stream == nil, waiting == nil else { return }
        guard case .head(let head) = unwrapInboundIn(data) else {
            return context.fireChannelRead(data)
        }
        guard StreamHub.isStream(head) else {
            unanswered += 1
            return context.fireChannelRead(data)
        }
        guard unanswered == 0 else {
            waiting = head
            return
        }
        take(head, context)
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        guard stream == nil else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        context.write(data, promise: promise)
        guard case .end = unwrapOutboundIn(data) else { return }
        unanswered -= 1
        guard unanswered == 0, let head = waiting else { return }
        context.flush()
        take(head, context)
    }

    private func take(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        waiting = nil
        let pipeline = context.pipeline.syncOperations
        let encoder = try? pipeline.handler(type: HTTPResponseEncoder.self)
        let stream = EventStream(
            hub: hub, streams: hub.streams(on: context.eventLoop), isChunked: encoder != nil)
        do {
            // Before everything that thinks in requests.
            if let encoder {
                try pipeline.addHandler(stream, position: .before(encoder))
            } else {
                try pipeline.addHandler(stream, position: .before(self))
            }
        } catch {
            return context.close(promise: nil)
        }
        self.stream = stream
        // The guard's limits are for requests, and it would see a close through that is none. It is at work right now, up
        // in the call stack, so it goes next; before anybody can close, whom only the error sets going.
        let loop = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.execute {
            Self.remove(RequestGuard.self, loop.value.pipeline.syncOperations)
        }
        context.fireErrorCaught(Taken())
        let admission = StreamAdmission(
            hub: hub, handover: NIOLoopBound(self, eventLoop: context.eventLoop),
            context: NIOLoopBound(context, eventLoop: context.eventLoop))
        admission.ask(for: V1Request(head))
    }

    /// Answers the request, and begins the stream if it was let in.
    func open(_ outcome: StreamOutcome, _ context: ChannelHandlerContext) {
        guard let stream, stream.context != nil else {
            if case .accepted(let start) = outcome { hub.left(start.grant) }
            return
        }
        switch outcome {
        case .refused(let reply): refuse(reply, stream, context)
        case .accepted(let start):
            context.writeAndFlush(wrapOutboundOut(.head(start.head)), promise: nil)
            shorten(context.pipeline.syncOperations)
            stream.begin(start)
        }
    }

    private func refuse(
        _ reply: V1Reply, _ stream: EventStream, _ context: ChannelHandlerContext
    ) {
        var head = HTTPResponse(reply)
        head.headerFields[.contentLength] = String(reply.body.count)
        if stream.isChunked { head.headerFields[.connection] = "close" }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: reply.body))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        context.flush()
        stream.finish()
    }

    /// Takes out of the pipeline what a stream over HTTP/1.1 has no use for.
    private func shorten(_ pipeline: ChannelPipeline.SynchronousOperations) {
        guard stream?.isChunked == true else { return }
        Self.remove(HTTPConnectionStateHandler.self, pipeline)
        Self.remove(StreamHandover.self, pipeline)
        Self.remove(HTTP1ToHTTPServerCodec.self, pipeline)
        Self.remove(ByteToMessageHandler<HTTPRequestDecoder>.self, pipeline)
        Self.remove(HTTPResponseEncoder.self, pipeline)
    }

    private static func remove<Handler: RemovableChannelHandler>(
        _ type: Handler.Type, _ pipeline: ChannelPipeline.SynchronousOperations
    ) {
        guard let context = try? pipeline.context(handlerType: type) else { return }
        pipeline.removeHandler(context: context, promise: nil)
    }
}
