internal import PetrelCloud
internal import PetrelPlugin

/// Where a page of records ended: the next one goes on from here, and counts up to the same instant.
struct RecordPlace: Hashable, Sendable {
    /// The number of the resource to go on with.
    var resource: Int64 = 1
    /// How many of its records were on pages before.
    var seen = 0
    /// Until when what is open counts.
    var now = Timestamp.now
}

extension RecordPlace {
    var text: String { "\(resource).\(seen).\(now.nanoseconds)" }

    /// Reads what ``text`` gives.
    init(text: String) throws(APIError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let resource = Int64(parts[0]), let seen = Int(parts[1]),
            let now = Int64(parts[2]), resource >= 1, seen >= 0
        else { throw .invalid("after is the next of the page before") }
        self.init(resource: resource, seen: seen, now: Timestamp(nanoseconds: now))
    }

    /// The place behind a page that began here.
    func after(_ page: ArraySlice<NumberedRecord>, before next: NumberedRecord) -> RecordPlace {
        let own = page.reversed().prefix { $0.resource == next.resource }.count
        let carried = next.resource == resource && own == page.count ? seen : 0
        return RecordPlace(resource: next.resource, seen: own + carried, now: now)
    }
}
