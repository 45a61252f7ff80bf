internal import CCurl

extension CurlTransfer {
    func prepare(_ mail: OutwardMail, _ context: UnsafeMutableRawPointer) -> Bool {
        let server = mail.server
        let scheme = server.security == .tls ? "smtps" : "smtp"
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        // The path is what we call ourselves.
        let url = "\(scheme)://\(host):\(server.port)/\(mail.from.domain)"
        // Once encryption is asked for, nothing is said without it.
        let encryption = server.security == .startTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE
        return [
            petrel_curl_text(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            petrel_curl_text(easy, CURLOPT_URL, url),
            petrel_curl_number(easy, CURLOPT_USE_SSL, Int(encryption.rawValue)),
            petrel_curl_text(easy, CURLOPT_USERNAME, server.user),
            petrel_curl_text(easy, CURLOPT_PASSWORD, server.password),
            petrel_curl_text(easy, CURLOPT_MAIL_FROM, "<\(mail.from.text)>"),
            setList(CURLOPT_MAIL_RCPT, ["<\(mail.to.text)>"]),
            petrel_curl_number(easy, CURLOPT_UPLOAD, 1),
            petrel_curl_size(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(mail.text.count)),
            petrel_curl_on_bytes(easy, CURLOPT_READFUNCTION, giveMail),
            petrel_curl_pointer(easy, CURLOPT_READDATA, context),
            setLimit(CURLOPT_CONNECTTIMEOUT_MS, min(server.timeLimit, .seconds(10))),
            setLimit(CURLOPT_TIMEOUT_MS, server.timeLimit),
            // Servers end idle connections soon, and the library does not repeat a mail that met one.
            petrel_curl_number(easy, CURLOPT_MAXAGE_CONN, 20),
        ].allSatisfy { $0 == CURLE_OK } && prepare(TransportSecurity(authority: server.authority))
    }
}
