internal import CCurl
internal import Glibc

/// One transfer, on the sender's thread.
final class CurlTransfer {
    let order: CurlOrder
    let easy: UnsafeMutableRawPointer
    let set: CurlSet
    /// What the library reads while the transfer lasts.
    var lists: [UnsafeMutablePointer<curl_slist>?] = []
    var sentHeaders: CurlHeaders?
    /// The lines of the last header that came, or of the mail server's answers.
    private(set) var head: [UInt8] = []
    private var headBytes = 0
    private(set) var isHeadComplete = false
    private(set) var body: [UInt8] = []
    private(set) var hasTooMuchHead = false
    private var wasForbidden = false
    /// What of a mail has been sent.
    private var position = 0

    init(_ order: CurlOrder, _ easy: UnsafeMutableRawPointer, _ set: CurlSet) {
        (self.order, self.easy, self.set) = (order, easy, set)
    }

    /// Sets everything that the library must know; whether it took it.
    func prepare() -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let isCommon = [
            petrel_curl_number(easy, CURLOPT_NOSIGNAL, 1),
            // A name that is slow to be found must not hold the thread when its transfer is given up.
            petrel_curl_number(easy, CURLOPT_QUICK_EXIT, 1),
            petrel_curl_text(easy, CURLOPT_PROXY, ""),
            petrel_curl_text(easy, CURLOPT_NOPROXY, "*"),
            petrel_curl_on_open(easy, openSocket),
            petrel_curl_pointer(easy, CURLOPT_OPENSOCKETDATA, context),
            petrel_curl_on_bytes(easy, CURLOPT_WRITEFUNCTION, takeBody),
            petrel_curl_pointer(easy, CURLOPT_WRITEDATA, context),
            petrel_curl_on_bytes(easy, CURLOPT_HEADERFUNCTION, takeHead),
            petrel_curl_pointer(easy, CURLOPT_HEADERDATA, context),
            petrel_curl_number(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            setList(CURLOPT_RESOLVE, order.pins.map { "+\($0.key):\(port):\($0.value)" }),
        ].allSatisfy { $0 == CURLE_OK }
        guard isCommon else { return false }
        switch order.work {
        case .request(let request): return prepare(request)
        case .mail(let mail): return prepare(mail, context)
        }
    }

    private var port: Int {
        switch order.work {
        case .request(let request): request.url.port
        case .mail(let mail): mail.server.port
        }
    }

    /// Gives the library a list that lives as long as the transfer.
    func setList(_ option: CURLoption, _ texts: [String]) -> CURLcode {
        guard !texts.isEmpty else { return CURLE_OK }
        let list = texts.reduce(nil) { curl_slist_append($0, $1) }
        lists.append(list)
        return petrel_curl_list(easy, option, list)
    }

    func release() {
        for list in lists { curl_slist_free_all(list) }
        (lists, sentHeaders) = ([], nil)
    }

    var status: Int {
        var status = 0
        petrel_curl_get_number(easy, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    func failure(_ result: CURLcode) -> OutwardFailure.Kind {
        if hasTooMuchHead { return .tooMuch }
        if wasForbidden && result == CURLE_COULDNT_CONNECT { return .forbidden }
        return OutwardFailure.Kind(result)
    }
}

/// What the library calls.
extension CurlTransfer {
    fileprivate func open(_ address: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
        let target = petrel_curl_address(address)
        if let addressGuard = order.addressGuard {
            guard let target, let found = InternetAddress(target),
                let port = Self.port(of: target), addressGuard.permits(found, port: port)
            else {
                wasForbidden = true
                return -1
            }
        }
        return petrel_curl_socket(address)
    }

    /// Both families have it in the same place.
    private static func port(of address: UnsafePointer<sockaddr>) -> Int? {
        let raw = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
        return Int(UInt16(bigEndian: raw.sin_port))
    }

    fileprivate func take(head bytes: UnsafeRawBufferPointer) -> Bool {
        headBytes += bytes.count
        guard headBytes <= OutwardSender.headLimit else {
            hasTooMuchHead = true
            return false
        }
        // Each status line begins an answer anew: those of 1xx say nothing.
        if bytes.starts(with: "HTTP/".utf8) { head = [] }
        head.append(contentsOf: bytes)
        if bytes.first == 0x0D || bytes.first == 0x0A { isHeadComplete = status >= 200 }
        return true
    }

    fileprivate func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        body.append(contentsOf: bytes.prefix(OutwardSender.bodyLimit - body.count))
        return body.count < OutwardSender.bodyLimit
    }

    fileprivate func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard case .mail(let mail) = order.work else { return 0 }
        let count = min(buffer.count, mail.text.count - position)
        buffer.copyBytes(from: mail.text[position..<position + count])
        position += count
        return count
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
}

private func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
    _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let transfer = transfer(context), let address else { return -1 }
    return transfer.open(address)
}

private func takeHead(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer(context)?.take(head: buffer) == true ? buffer.count : 0
}

private func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer(context)?.take(body: buffer) == true ? buffer.count : 0
}

func giveMail(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    transfer(context)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
}
