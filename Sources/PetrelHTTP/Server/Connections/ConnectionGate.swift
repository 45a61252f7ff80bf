internal import NIOCore
internal import NIOHTTP2

/// The first to see a connection's bytes: turns away who is too many, and ends what would never end.
///
/// What is slow or idle inside of HTTP is the request guards' business. The gate bounds what they
/// cannot see: setting up TLS, a silent peer of HTTP/2, and the time after the server was told to stop.
final class ConnectionGate: ChannelDuplexHandler {
    /// Closes the connection without waiting for anything, TLS's good-bye included.
    struct Abort: Sendable {}

    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let verdict: ConnectionCount.Verdict
    private let count: ConnectionCount
    private let settings: ServerSettings
    private var alarm = ConnectionAlarm()
    private var lastActivity = NIODeadline.now()
    private var isSetUp: Bool
    private var endOfDrain: NIODeadline?

    init(
        verdict: ConnectionCount.Verdict, count: ConnectionCount, settings: ServerSettings
    ) {
        self.verdict = verdict
        self.count = count
        self.settings = settings
        isSetUp = settings.tls == nil
    }

    func channelActive(context: ChannelHandlerContext) {
        guard verdict == .welcome else { return turnAway(context) }
        setAlarm(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { alarm.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard verdict == .welcome else { return }
        lastActivity = .now()
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        lastActivity = .now()
        context.write(data, promise: promise)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is Abort else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        context.close(promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            endOfDrain = .now() + TimeAmount(settings.limits.drainTime)
            setAlarm(context)
        }
        context.fireUserInboundEventTriggered(event)
    }
}

extension ConnectionGate {
    /// Half a second is enough for an answer that fits in one packet.
    private func turnAway(_ context: ChannelHandlerContext) {
        guard case .refused(let refusal) = verdict else { return context.close(promise: nil) }
        count.refused(refusal)
        guard settings.tls == nil else { return context.close(promise: nil) }
        context.writeAndFlush(
            wrapOutboundOut(.byteBuffer(ByteBuffer(bytes: refusal.message))), promise: nil)
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .milliseconds(500)) { channel.close(promise: nil) }
    }

    private var deadline: NIODeadline? {
        if let endOfDrain { return endOfDrain }
        let limits = settings.limits
        guard isSetUp else { return lastActivity + TimeAmount(limits.headerTime) }
        return settings.tls != nil && settings.http2
            ? lastActivity + TimeAmount(limits.idleTime * 2) : nil
    }

    private func setAlarm(_ context: ChannelHandlerContext) {
        alarm.set(deadline, on: context.eventLoop) { self.alarmRang(context) }
    }

    private func alarmRang(_ context: ChannelHandlerContext) {
        alarm.rang()
        if !isSetUp {
            guard speaksHTTP(context) else { return context.close(promise: nil) }
            isSetUp = true
        }
        if let deadline, deadline <= .now() { return context.close(promise: nil) }
        setAlarm(context)
    }

    /// Whether the handlers are there that come once TLS is set up.
    private func speaksHTTP(_ context: ChannelHandlerContext) -> Bool {
        let handlers = context.pipeline.syncOperations
        return (try? handlers.handler(type: RequestGuard.self)) != nil
            || (try? handlers.handler(type: NIOHTTP2Handler.self)) != nil
            || (try? handlers.handler(type: EventStream.self)) != nil
    }
}

@available(*, unavailable)
extension ConnectionGate: Sendable {}
