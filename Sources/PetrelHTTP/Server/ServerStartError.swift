internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Why a server could not be started.
public struct ServerStartError: Error, Hashable, Sendable, CustomStringConvertible {
    public let reason: String
    public let remedy: String

    init(_ reason: String, remedy: String) {
        self.reason = reason
        self.remedy = remedy
    }

    public var description: String { "\(reason): \(remedy)" }
}

extension ServerStartError {
    /// What a failed attempt to listen means; `nil` when it means nothing known.
    init?(listening settings: ServerSettings, _ error: any Error) {
        let place = "\(settings.host):\(settings.port)"
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE:
            self.init(
                "\(place) is in use by another program",
                remedy: "stop that one, or choose another port; 0 takes a free one")
        case EACCES:
            self.init(
                "\(place) is not for this user",
                remedy: "choose a port above 1023, or give the server the right to take low ones")
        case EADDRNOTAVAIL:
            self.init(
                "\(settings.host) is no address of this machine",
                remedy: "listen on one that is; 0.0.0.0 is all of them")
        default:
            guard
                error is SocketAddressError || error is SocketAddressError.UnknownHost
                    || error is NIOConnectionError
            else { return nil }
            self.init(
                "the address \(settings.host) is not known",
                remedy: "write an IP address or a name that resolves to one")
        }
    }
}
