public import PetrelCloud
public import PetrelLedger

/// The ledger, to read only.
public protocol LedgerReading: Sendable {
    /// The resource, removed or not; `nil` when there never was one.
    func resource(kind: String, id: String) async throws -> Resource?
    func resources(_ query: ResourceQuery) async throws -> Page<Resource>
    func events(_ query: EventQuery) async throws -> Page<CloudEvent>
    func count(_ query: ResourceQuery) async throws -> Int
    func count(_ query: EventQuery) async throws -> Int
    /// The last sequence given; 0 when the ledger is empty.
    var lastSequence: Int64 { get async throws }
    /// The first sequence that is still kept.
    var firstSequence: Int64 { get async throws }
}

/// Hides everything else of a ledger.
struct LedgerView: LedgerReading {
    let ledger: any Ledger

    func resource(kind: String, id: String) async throws -> Resource? {
        try await ledger.resource(kind: kind, id: id)
    }

    func resources(_ query: ResourceQuery) async throws -> Page<Resource> {
        try await ledger.resources(query)
    }

    func events(_ query: EventQuery) async throws -> Page<CloudEvent> {
        try await ledger.events(query)
    }

    func count(_ query: ResourceQuery) async throws -> Int { try await ledger.count(query) }

    func count(_ query: EventQuery) async throws -> Int { try await ledger.count(query) }

    var lastSequence: Int64 { get async throws { try await ledger.lastSequence } }

    var firstSequence: Int64 { get async throws { try await ledger.firstSequence } }
}
