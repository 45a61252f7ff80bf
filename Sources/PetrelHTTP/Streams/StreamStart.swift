internal import HTTPTypes
internal import PetrelCloud
internal import PetrelLedger

/// How a stream begins.
struct StreamStart: Sendable {
    let interest: StreamInterest
    let grant: StreamGrant
    /// What the client has seen; `nil` when it wants what comes from now on.
    let after: Int64?
    /// What it will never see.
    let gap: StreamBlock?
    let head: HTTPResponse
}

/// What became of a request for a stream.
enum StreamOutcome: Sendable {
    case refused(V1Reply)
    case accepted(StreamStart)
}

/// A part of the ledger that somebody is behind by.
struct StreamHistory: Sendable {
    var frames: [EventFrame] = []
    /// Up to here everything was looked at.
    var upTo: Int64 = 0
    /// Set when events were dropped before they could be read.
    var gap: StreamBlock?
    /// Set when nothing can be read any more.
    var failure: String?
}

/// Where in the history a client wants to begin.
enum StreamPlace: Sendable {
    case now
    case oldest
    case after(Int64)
    case time(Timestamp)

    /// A browser that connects again asks for the old address and tells in a header how far it came.
    init(_ parameters: V1Parameters, lastEventID: String?) throws(V1Refusal) {
        if let text = lastEventID, !text.isEmpty {
            guard let sequence = Int64(text), sequence >= 0 else {
                throw .parameter(
                    "Last-Event-ID", text, remedy: "send the id of an event of this stream")
            }
            self = .after(sequence)
        } else if let after = try parameters.integer("after", 0 ... .max) {
            self = .after(after)
        } else {
            switch parameters.text("from")?.lowercased() {
            case nil, "now": self = .now
            case "oldest": self = .oldest
            default: self = try parameters.time("from").map { .time($0) } ?? .now
            }
        }
    }

    /// The last event that is not wanted, and what is lost; `nil` for now.
    func resolved(in ledger: any Ledger) async throws -> (after: Int64?, gap: StreamBlock?) {
        let (first, last) = (try await ledger.firstSequence, try await ledger.lastSequence)
        switch self {
        case .now: return (nil, nil)
        case .oldest: return (first - 1, nil)
        case .after(let sequence):
            if sequence > last {
                let reason = "the ledger ends at \(last): the cursor is of another one"
                return (last, .gap(after: sequence, first: last + 1, reason))
            }
            guard sequence + 1 < first else { return (sequence, nil) }
            let reason = "events before \(first) were dropped"
            return (first - 1, .gap(after: sequence, first: first, reason))
        case .time(let time):
            var query = EventQuery()
            query.from = time
            query.ascending = true
            query.includesArchived = true
            query.limit = 1
            let next = try await ledger.events(query).elements.first?.sequence
            return (next.map { $0 - 1 }, nil)
        }
    }
}
