internal import NIOCore
internal import NIOHTTP1

/// Says in the header of a request what only its first line or an unusual spelling tells, while the
/// version of HTTP/1 is still known: those behind look for `Connection: close` and for one `Host`.
final class ConnectionWishes: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else {
            return context.fireChannelRead(data)
        }
        let isOld = head.version != .http1_1
        if isOld || !head.isKeepAlive {
            head.headers.replaceOrAdd(name: "connection", value: "close")
        }
        switch head.headers["host"].count {
        case 0 where isOld: head.headers.add(name: "host", value: "")
        case 0, 1: break
        default: head.headers.remove(name: "host")
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
