internal import PetrelCloud

/// What goes back: a status, headers besides the length, and the body.
struct V1Reply: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: [UInt8]
    /// Instead of ``body``, where it is made while it is sent.
    var pieces: AsyncThrowingStream<[UInt8], any Error>?

    init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON object that nobody keeps.
    static func json(_ body: (inout JSONWriter) -> Void) -> V1Reply {
        var json = JSONWriter(capacity: 4_096)
        json.object(body)
        return V1Reply(
            status: 200,
            headers: [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
            body: json.bytes)
    }

    /// Lets a page of another site read this, if its site is among the allowed ones.
    mutating func allow(_ origin: String?, of allowed: [String]) {
        guard let origin, !allowed.isEmpty else { return }
        guard !allowed.contains("*") else {
            return headers.append(("Access-Control-Allow-Origin", "*"))
        }
        headers.append(("Vary", "Origin"))
        if allowed.contains(origin) {
            headers.append(("Access-Control-Allow-Origin", origin))
        }
    }

    /// The value of the first header of this name, in any case of letters.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
