internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PetrelCloud

/// A refusal outside of the query API, as `application/problem+json`.
struct Problem: Sendable {
    let status: HTTPResponse.Status
    /// What happened and what to do; says nothing about how the server is made.
    let detail: String?

    init(_ status: HTTPResponse.Status, _ detail: String? = nil) {
        self.status = status
        self.detail = detail
    }

    /// What to say where nothing more is known than the status.
    static let advice = [
        404: "Nothing has this address. The query API is at /client/api, its description at "
            + "/openapi.json.",
        413: "The body is too large: send less in one request.",
    ]

    var body: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "about:blank")
            json.member("title", status.reasonPhrase)
            json.member("status", Int64(status.code))
            json.member("detail", detail)
        }
        return json.bytes
    }

    var response: Response {
        Response(
            status: status, headers: [.contentType: "application/problem+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
