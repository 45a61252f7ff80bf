internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import HummingbirdTLS
internal import NIOCore
internal import NIOSSL

/// What stands between a socket and a request.
struct ConnectionBuilder {
    let settings: ServerSettings
    let site: Site
    let count: ConnectionCount

    /// Reads the certificate, if there is one.
    func server() throws -> HTTPServerBuilder {
        let (count, settings, http1) = (count, settings, http1)
        guard let files = settings.tls else {
            return HTTPServerBuilder { responder in
                HTTP1Channel(responder: responder, configuration: http1)
                    .guarded(by: count, settings)
            }
        }
        let (tls, http2) = (try files.configuration(), http2)
        return HTTPServerBuilder { responder in
            guard settings.http2 else {
                let channel = HTTP1Channel(responder: responder, configuration: http1)
                return try TLSChannel(channel, tlsConfiguration: tls).guarded(by: count, settings)
            }
            return try HTTP2UpgradeChannel(
                tlsConfiguration: tls, configuration: http2, responder: responder
            ).guarded(by: count, settings)
        }
    }

    private var http1: HTTP1Channel.Configuration {
        let (limits, site, count) = (settings.limits, site, count)
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestGuard(limits: limits, count: count)]
                + site.v1.channelHandlers(),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
                maxHeaderFieldCount: limits.headerFields))
    }

    private var http2: HTTP2ChannelConfiguration {
        HTTP2ChannelConfiguration(
            idleTimeout: settings.limits.idleTime, gracefulCloseTimeout: settings.limits.drainTime,
            streamConfiguration: http1)
    }
}
