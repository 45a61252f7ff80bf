internal import CCurl

/// The library as it is, without anything of ours: what a program does that does not care where it goes.
enum PlainCurl {
    /// Whether an answer came.
    static func post(_ url: String) -> Bool {
        guard let easy = curl_easy_init() else { return false }
        defer { curl_easy_cleanup(easy) }
        let drop: petrel_curl_bytes = { _, size, count, _ in size * count }
        _ = petrel_curl_text(easy, CURLOPT_URL, url)
        _ = petrel_curl_text(easy, CURLOPT_PROXY, "")
        _ = petrel_curl_number(easy, CURLOPT_NOSIGNAL, 1)
        _ = petrel_curl_number(easy, CURLOPT_POST, 1)
        _ = petrel_curl_text(easy, CURLOPT_COPYPOSTFIELDS, "")
        _ = petrel_curl_number(easy, CURLOPT_TIMEOUT_MS, 20_000)
        _ = petrel_curl_on_bytes(easy, CURLOPT_WRITEFUNCTION, drop)
        return curl_easy_perform(easy) == CURLE_OK
    }

    /// How the library itself takes an address apart; `nil` when it refuses it.
    static func reading(_ url: String) -> (scheme: String, host: String, port: Int)? {
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        guard curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK else { return nil }
        func part(_ part: CURLUPart) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            // CURLU_DEFAULT_PORT: the scheme's port where none is named.
            let flags = UInt32(1 << 0)
            guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else {
                return nil
            }
            defer { curl_free(text) }
            return String(cString: text)
        }
        guard let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST),
            let port = part(CURLUPART_PORT).flatMap({ Int($0) })
        else { return nil }
        return (scheme, host, port)
    }
}
