internal import PetrelCloud

/// Which page of events is asked for, and how it is written down.
///
/// A page goes on after a cursor: the sequence of the last event that was seen. The same number
/// resumes a stream, upwards.
struct EventPage: Sendable {
    let after: Int64?
    let ascending: Bool
    let limit: Int

    init(_ parameters: V1Parameters, ascending: Bool = false) throws(V1Refusal) {
        after = try parameters.integer("after", 0 ... .max)
        limit = try parameters.pageLimit
        self.ascending = try parameters.isOldestFirst ?? ascending
    }

    func found(by scan: EventScan) async throws -> EventScan.Found {
        try await scan.page(after: after, ascending: ascending, limit: limit)
    }

    func reply(
        _ found: EventScan.Found, at path: String, _ parameters: V1Parameters,
        besides members: (inout JSONWriter) -> Void = { _ in }
    ) -> V1Reply {
        let next = found.next.map { parameters.address(path, after: String($0)) }
        var reply = V1Reply.json { json in
            members(&json)
            json.member("events") { json in
                json.array { json in
                    for event in found.events { event.writeCloudEvent(to: &json) }
                }
            }
            json.member("next", next)
        }
        if let next { reply.headers.append(("Link", "<\(next)>; rel=\"next\"")) }
        return reply
    }
}

extension V1Parameters {
    /// How many items a page has, 100 unless told otherwise.
    var pageLimit: Int {
        get throws(V1Refusal) { Int(try integer("limit", 1...V1API.longestPage) ?? 100) }
    }

    /// Which items come first; `nil` when nothing was said.
    var isOldestFirst: Bool? {
        get throws(V1Refusal) {
            switch text("order") {
            case nil: nil
            case "newest": false
            case "oldest": true
            case let text?:
                throw .parameter("order", text, remedy: "use newest or oldest, which comes first")
            }
        }
    }
}
