internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The address to listen on: free, or taken by our own server.
struct PortCheck {
    let address: ListenAddress
    let server: RunningServer

    func findings() async -> [Finding] {
        if let url = server.access?.url {
            return await server.answers()
                ? [.good("server", "it answers at \(url)")]
                : [
                    .wrong(
                        "server", "process \(server.pid ?? 0) does not answer at \(url)",
                        "look at its log; if it hangs, end it and start it again")
                ]
        }
        guard address.port != 0 else { return [.good("port", "any free one")] }
        switch bindError {
        case 0: return [.good("port", "\(address.settingText) is free")]
        case EADDRINUSE: return [taken]
        case EACCES:
            return [
                .wrong(
                    "port", "\(address.settingText) needs rights that this user does not have",
                    "choose a port from 1024 on with --listen")
            ]
        case let code:
            return [
                .wrong(
                    "port", "\(address.settingText): \(String(cString: strerror(code)))",
                    "choose another address with --listen")
            ]
        }
    }

    private var taken: Finding {
        let owner = SocketOwner.ofPort(address.port) ?? "another program"
        return .wrong(
            "port", "\(address.settingText) is in use by \(owner)",
            "stop it, or choose another port with --listen")
    }

    /// What the system says to a try; 0 when it works.
    private var bindError: Int32 {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, "\(address.port)", &hints, &found) == 0, let found else {
            return EADDRNOTAVAIL
        }
        defer { freeaddrinfo(found) }
        let file = socket(found.pointee.ai_family, found.pointee.ai_socktype, 0)
        guard file >= 0 else { return errno }
        defer { _ = close(file) }
        var yes: Int32 = 1
        setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(file, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else { return errno }
        return 0
    }
}
