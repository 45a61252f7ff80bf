internal import CCurl

extension CurlTransfer {
    /// What to tell whoever asked for the transfer.
    func outcome(_ result: CURLcode) -> Result<OutwardAnswer, OutwardFailure> {
        let latency = ContinuousClock.now - order.begin
        let status = status
        guard isAnswered(result, status) else {
            return .failure(OutwardFailure(kind(result, status), latency: latency))
        }
        return .success(
            OutwardAnswer(status: status, headers: headers, body: body, latency: latency))
    }

    /// A receiver that has sent the whole header has answered: what it does with the body changes nothing.
    private func isAnswered(_ result: CURLcode, _ status: Int) -> Bool {
        switch order.work {
        case .request: isHeadComplete && !hasTooMuchHead
        case .mail: result == CURLE_OK
        }
    }

    private func kind(_ result: CURLcode, _ status: Int) -> OutwardFailure.Kind {
        guard case .mail = order.work else { return failure(result) }
        switch result {
        case CURLE_LOGIN_DENIED: return .login
        // The server's last word may be from before the trouble.
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_WEIRD_SERVER_REPLY,
            CURLE_REMOTE_ACCESS_DENIED:
            guard (400..<600).contains(status) else { return failure(result) }
            guard status >= 500, MailRefusal(head) == .recipient else { return .said(status) }
            let isGone = Self.gone.contains { isSaid("\(status) \($0)") }
            return isGone ? .noMailbox(status) : .refusedRecipient(status)
        default: return failure(result)
        }
    }

    /// No such mailbox, no such host, no mailbox to be, moved, a host that takes no mail, a mailbox that was closed.
    private static let gone = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]

    /// Whether one of the server's lines begins so; the last one may already be its good-bye.
    private func isSaid(_ beginning: String) -> Bool {
        head.split(separator: 0x0A).contains { line in
            line.starts(with: beginning.utf8)
                && line.dropFirst(beginning.utf8.count).first.map { !(0x30...0x39).contains($0) }
                    ?? true
        }
    }

    private var headers: [(name: String, value: String)] {
        head.split(separator: 0x0A).dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let bytes = line[(colon + 1)...].filter { $0 != 0x0D && $0 != 0 }
            return (name, String(String(decoding: bytes, as: UTF8.self).trimmingBlanks))
        }
    }
}

extension OutwardFailure.Kind {
    init(_ result: CURLcode) {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST: self = .unknownHost
        case CURLE_COULDNT_CONNECT: self = .noConnection
        case CURLE_OPERATION_TIMEDOUT: self = .tooLate
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            self = .insecure
        default: self = .noAnswer
        }
    }
}
