internal import CCurl

extension CurlTransfer {
    func prepare(_ request: OutwardRequest) -> Bool {
        let headers = CurlHeaders(request.headers)
        sentHeaders = headers
        return [
            petrel_curl_text(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            petrel_curl_text(easy, CURLOPT_URL, request.url.text),
            petrel_curl_number(easy, CURLOPT_PATH_AS_IS, 1),
            petrel_curl_number(easy, CURLOPT_FOLLOWLOCATION, 0),
            petrel_curl_number(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)),
            petrel_curl_number(easy, CURLOPT_HTTP_CONTENT_DECODING, 0),
            petrel_curl_number(easy, CURLOPT_POST, 1),
            petrel_curl_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)),
            request.body.withUnsafeBytes { body in
                petrel_curl_pointer(
                    easy, CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: body.baseAddress))
            },
            petrel_curl_list(easy, CURLOPT_HTTPHEADER, headers.list),
            setLimit(CURLOPT_CONNECTTIMEOUT_MS, request.connectLimit),
            setLimit(CURLOPT_TIMEOUT_MS, request.timeLimit),
        ].allSatisfy { $0 == CURLE_OK } && prepare(request.security)
    }

    func prepare(_ security: TransportSecurity) -> Bool {
        [
            petrel_curl_number(easy, CURLOPT_SSL_VERIFYPEER, security.verifies ? 1 : 0),
            petrel_curl_number(easy, CURLOPT_SSL_VERIFYHOST, security.verifies ? 2 : 0),
            setBlob(CURLOPT_CAINFO_BLOB, security.authority),
            setBlob(CURLOPT_SSLCERT_BLOB, security.certificate),
            setBlob(CURLOPT_SSLKEY_BLOB, security.privateKey),
        ].allSatisfy { $0 == CURLE_OK }
    }

    private func setBlob(_ option: CURLoption, _ text: String?) -> CURLcode {
        guard var text else { return CURLE_OK }
        return text.withUTF8 { petrel_curl_blob(easy, option, $0.baseAddress, $0.count) }
    }

    func setLimit(_ option: CURLoption, _ limit: Duration) -> CURLcode {
        let (seconds, attoseconds) = limit.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        return petrel_curl_number(easy, option, max(1, Int(milliseconds)))
    }
}
