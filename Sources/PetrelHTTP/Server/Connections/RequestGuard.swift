internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Stands before everything that reads requests from one connection, or one stream of HTTP/2, and
/// refuses what is too large, too slow or no HTTP.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long what a client still sends is thrown away after the last answer, so that it gets to
    /// read that: closing at once would take it away from a client that is sending.
    private static let lingering = TimeAmount.seconds(1)

    private let count: ConnectionCount
    private var watch: RequestWatch
    private var unread: UnreadWatch
    private var alarm = ConnectionAlarm()
    private var gotPart = false
    private var isMute = false
    private var isClosing = false
    /// The request that came last wants to be the last of its connection.
    private var isLast = false
    private var isStream = false

    init(limits: RequestLimits, count: ConnectionCount) {
        self.count = count
        let now = NIODeadline.now()
        watch = RequestWatch(limits: limits, now: now)
        unread = UnreadWatch(patience: TimeAmount(limits.unreadTime), rate: limits.bodyRate)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        isStream = context.channel.parent?.parent != nil
        if !isStream { readWishes(context) }
        setAlarm(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { alarm.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        alarm.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        gotPart = true
        let order =
            switch unwrapInboundIn(data) {
            case .head(let head): header(head, context)
            case .body(let bytes): watch.body(bytes: bytes.readableBytes, now: .now())
            case .end: watch.end(now: .now())
            }
        obey(order, context) { context.fireChannelRead(data) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !gotPart {
            watch.bytesArrived(now: .now())
            setAlarm(context)
        }
        gotPart = false
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? HTTPParserError {
        // What follows a request that wanted to be the last is nobody's.
        case .closedConnection: break
        case .headerOverflow: obey(watch.failed(.headerTooLarge), context) {}
        case .some: obey(watch.failed(.malformed), context) {}
        case nil: context.fireErrorCaught(error)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isMute else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head): context.write(wrapOutboundOut(begin(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            obey(watch.answerEnded(now: .now()), context) {}
        }
    }

    /// Everybody behind the guard closes connections this way.
    func close(
        context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
    ) {
        guard mode != .input, !isStream else { return context.close(mode: mode, promise: promise) }
        if let promise { context.channel.closeFuture.cascade(to: promise) }
        close(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        unread.changed(isWritable: context.channel.isWritable, buffered(context), now: .now())
        setAlarm(context)
        context.fireChannelWritabilityChanged()
    }
}

extension RequestGuard {
    private func header(_ head: HTTPRequest, _ context: ChannelHandlerContext) -> RequestWatch.Order
    {
        let order = watch.header(
            length: head.headerFields[.contentLength].flatMap { Int($0) },
            refusal: isStream || head.authority != nil ? nil : .noHost, now: .now())
        isLast = !isStream && head.headerFields[.connection] == "close"
        if order == .pass, head.headerFields[.expect]?.lowercased() == "100-continue" {
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
        }
        return order
    }

    /// The head of an answer, which says so when it is the last.
    private func begin(_ head: HTTPResponse) -> HTTPResponsePart {
        guard head.status.kind != .informational else { return .head(head) }
        watch.answerBegan()
        var head = head
        if isLast, watch.unanswered == 1 { head.headerFields[.connection] = "close" }
        return .head(head)
    }

    private func readWishes(_ context: ChannelHandlerContext) {
        let handlers = context.pipeline.syncOperations
        guard let codec = try? handlers.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
        try? handlers.addHandler(ConnectionWishes(), position: .before(codec))
    }

    private func obey(
        _ order: RequestWatch.Order, _ context: ChannelHandlerContext, pass: () -> Void
    ) {
        switch order {
        case .pass: pass()
        case .drop: break
        case .refuse(let refusal): refuse(refusal, context)
        case .close: close(context)
        }
        setAlarm(context)
    }

    private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        count.refused(refusal)
        let body = ByteBuffer(bytes: refusal.problem.body)
        var fields = refusal.fields
        fields[.contentLength] = String(body.readableBytes)
        if isStream { fields[.connection] = nil }
        let head = HTTPResponse(status: refusal.problem.status, headerFields: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        close(context)
    }

    /// Says good-bye, waits a moment for the client's, then closes.
    private func close(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        (isClosing, isMute) = (true, true)
        context.flush()
        if !isStream { context.close(mode: .output, promise: nil) }
        let (channel, isStream) = (context.channel, isStream)
        let timer = context.eventLoop.scheduleTask(in: Self.lingering) {
            Self.abort(channel, isStream: isStream)
        }
        channel.closeFuture.whenComplete { _ in timer.cancel() }
    }

    private static func abort(_ channel: any Channel, isStream: Bool) {
        if isStream {
            channel.close(promise: nil)
        } else {
            channel.triggerUserOutboundEvent(ConnectionGate.Abort(), promise: nil)
        }
    }

    private func setAlarm(_ context: ChannelHandlerContext) {
        let deadline = [watch.deadline, unread.deadline].compactMap { $0 }.min()
        alarm.set(deadline, on: context.eventLoop) { self.alarmRang(context) }
    }

    private func alarmRang(_ context: ChannelHandlerContext) {
        alarm.rang()
        let now = NIODeadline.now()
        if let deadline = unread.deadline, deadline <= now,
            unread.isStuck(buffered(context), now: now)
        {
            return Self.abort(context.channel, isStream: isStream)
        }
        if let deadline = watch.deadline, deadline <= now {
            return obey(watch.deadlinePassed(), context) {}
        }
        setAlarm(context)
    }

    /// The bytes of answers that the client has not taken; `nil` where that cannot be known.
    private func buffered(_ context: ChannelHandlerContext) -> Int? {
        try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
    }
}

@available(*, unavailable)
extension RequestGuard: Sendable {}
