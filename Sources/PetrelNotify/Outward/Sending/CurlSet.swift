internal import CCurl

/// Some of a sender's transfers, with connections of their own.
///
/// Each time a transfer ends, the library looks through all the connections and all the names that belong to its set. With
/// a thousand receivers in one set that costs more than the transfer, so a thread has several sets, and a receiver is always
/// in the same one.
final class CurlSet {
    /// How many connections a set keeps.
    private static let mostConnections = 200

    let handle: UnsafeMutableRawPointer
    let number: Int
    /// When the library wants to be asked although nothing has happened.
    var due: ContinuousClock.Instant?
    private let watch: CurlWatch

    init(_ number: Int, _ watch: CurlWatch) {
        guard let handle = curl_multi_init() else {
            preconditionFailure("libcurl has no memory to begin with")
        }
        (self.handle, self.number, self.watch) = (handle, number, watch)
        petrel_curl_multi_number(handle, CURLMOPT_MAXCONNECTS, Self.mostConnections)
        let context = Unmanaged.passUnretained(self).toOpaque()
        petrel_curl_multi_on_socket(handle, watchSocket, context)
        petrel_curl_multi_on_timer(handle, setTimer, context)
    }

    /// The library calls back while it closes what is open.
    deinit { curl_multi_cleanup(handle) }

    /// Something happened to a socket, or, without one, the time has come.
    func act(_ socket: curl_socket_t = petrel_curl_no_socket(), _ action: Int32 = 0) {
        var running: Int32 = 0
        curl_multi_socket_action(handle, socket, action, &running)
    }

    fileprivate func watch(_ socket: Int32, for what: Int32, isNew: Bool) {
        watch.watch(socket, for: what, isNew: isNew, of: self)
        // Marks the socket as known, until the library is done with it.
        if isNew { curl_multi_assign(handle, socket, Unmanaged.passUnretained(self).toOpaque()) }
    }

    fileprivate func set(_ milliseconds: Int) {
        due = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
    }
}

/// What the library calls.
private func watchSocket(
    _ easy: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ what: Int32,
    _ context: UnsafeMutableRawPointer?, _ known: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context else { return -1 }
    Unmanaged<CurlSet>.fromOpaque(context).takeUnretainedValue()
        .watch(socket, for: what, isNew: known == nil)
    return 0
}

private func setTimer(
    _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context else { return -1 }
    Unmanaged<CurlSet>.fromOpaque(context).takeUnretainedValue().set(milliseconds)
    return 0
}
