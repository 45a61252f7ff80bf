internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Reads the ledger for somebody: what they asked for of what they may know.
///
/// Not everything that can be asked has an index, so many events may have to be read for a few. One reading looks at
/// ``mostEvents`` at most; then it says how far it came, and the next one goes on there.
struct EventScan: Sendable {
    /// What was found, in order.
    struct Found: Sendable {
        var events: [CloudEvent] = []
        /// Up to where everything was looked at; `nil` when there is nothing more.
        var next: Int64?
    }

    let ledger: any Ledger
    let scope: EventScope
    let filter: EventFilter
    var includesArchived = false
    /// Events that one reading looks at.
    var mostEvents = 20_000

    /// The next `limit` events after a sequence, upwards, or before it, downwards.
    func page(after place: Int64?, ascending: Bool, limit: Int) async throws -> Found {
        var query = EventQuery()
        filter.narrow(&query)
        scope.narrow(&query)
        query.includesArchived = includesArchived
        query.ascending = ascending
        // One more than asked for tells whether there is more.
        query.limit = min(max(limit + 1, 100), 1_000)
        query.after = place.map { PageKey(text: "e\($0)") }
        var found = Found()
        var looked = 0
        while true {
            let page = try await ledger.events(query)
            for event in page.elements where scope.shows(event) && filter.matches(event) {
                if found.events.count == limit {
                    found.next = found.events.last?.sequence
                    return found
                }
                found.events.append(event)
            }
            looked += page.elements.count
            found.next = page.next == nil ? nil : page.elements.last?.sequence
            guard page.next != nil, looked < mostEvents else { return found }
            query.after = page.next
        }
    }
}
