internal import Glibc

/// Ports that nobody uses at this moment.
public enum FreePort {
    /// Held all at once, so that they differ.
    public static func some(_ count: Int) -> [Int] {
        let sockets = (0..<count).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
        defer { for socket in sockets { close(socket) } }
        return sockets.map { socket in
            bind(socket)
            return port(of: socket)
        }
    }

    public static func port(of socket: Int32) -> Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(socket, $0, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Binds a socket to a free port of this machine.
    public static func bind(_ socket: Int32) {
        withAddress(port: 0) { _ = Glibc.bind(socket, $0, $1) }
    }

    public static func connect(_ socket: Int32, to port: Int) -> Bool {
        withAddress(port: port) { Glibc.connect(socket, $0, $1) == 0 }
    }

    private static func withAddress<Result>(
        port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(bigEndian: 0x7F00_0001)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
