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
}
