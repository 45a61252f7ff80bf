internal import HummingbirdCore
internal import NIOCore

/// What stands between a socket and a request.
struct ConnectionBuilder {
    let settings: ServerSettings
    let site: Site

    var http: HTTPServerBuilder {
        let site = site
        return .http1(
            configuration: .init(additionalChannelHandlers: site.v1.channelHandlers()))
    }
}
