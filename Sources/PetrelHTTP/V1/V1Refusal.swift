internal import PetrelCloud
internal import PetrelPlugin

/// Why a request was refused, and what to do instead; sent as `application/problem+json`.
struct V1Refusal: Error, Sendable, Hashable {
    let status: Int
    let detail: String
    /// The parameter that is wrong, and its value.
    var parameter: String?
    var value: String?
    var remedy: String?
    /// What the address allows, for a 405.
    var allowed = "GET"

    init(_ status: Int, _ detail: String, remedy: String? = nil) {
        self.status = status
        self.detail = detail
        self.remedy = remedy
    }

    /// 400: a value that cannot be.
    static func parameter(_ name: String, _ value: String, remedy: String) -> V1Refusal {
        let shown = String(value.prefix(100))
        var refusal = V1Refusal(
            400, "the parameter \(name) cannot be \"\(shown)\"", remedy: remedy)
        refusal.parameter = name
        refusal.value = shown
        return refusal
    }

    /// 401: one text whatever the cause, so that nobody learns which keys exist.
    static let unauthorized = V1Refusal(
        401, "nobody known sent this, or with keys that are not right",
        remedy: "sign the request, send apiKey:secretKey by HTTP Basic, or log in")

    /// 404: there is no such thing, or none that the caller may see.
    static func notFound(_ what: String) -> V1Refusal {
        V1Refusal(
            404, "no \(what.prefix(100)) was found", remedy: "check the address and the account")
    }

    static let tooMany = V1Refusal(
        429, "too many requests", remedy: "wait a second and try again")

    /// 503: what is missing now may be there in a moment.
    static func busy(_ detail: String) -> V1Refusal {
        V1Refusal(503, detail, remedy: "try again in a moment")
    }

    /// 500: the reason stays in the server.
    static let serverFailed = V1Refusal(
        500, "the server could not do this", remedy: "its log says why; try again later")

    /// What the query API would refuse is refused here too, with HTTP's own numbers.
    init(_ error: APIError) {
        self.init(error.code == 401 ? 401 : 400, error.text)
    }

    var reply: V1Reply {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "about:blank")
            json.member("title", Self.titles[status] ?? "Error")
            json.member("status", Int64(status))
            json.member("detail", detail)
            json.member("parameter", parameter)
            json.member("value", value)
            json.member("remedy", remedy)
        }
        var headers = [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")]
        if status == 401 { headers.append(("WWW-Authenticate", Self.challenge)) }
        if status == 405 { headers.append(("Allow", allowed)) }
        if status == 503 { headers.append(("Retry-After", "5")) }
        return V1Reply(status: status, headers: headers, body: json.bytes)
    }

    private static let challenge = "Basic realm=\"apiKey:secretKey\", charset=\"UTF-8\""

    private static let titles = [
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed",
        429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
    ]
}
