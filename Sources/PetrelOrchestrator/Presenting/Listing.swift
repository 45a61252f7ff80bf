internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What a list shows: the resources of up to two queries, each once, newest first.
///
/// The ledger answers page and count alone, by keys. Only where each resource has to be looked at, as for tags, are all
/// of them read.
struct Listing: Sendable {
    /// What the caller owns or rules.
    var owned: ResourceQuery?
    /// What is shared with everybody.
    var shared: ResourceQuery?
    /// What only each resource can tell.
    var keeps: (@Sendable (Resource) -> Bool)?

    /// Narrows both.
    mutating func narrow(_ body: (inout ResourceQuery) throws -> Void) rethrows {
        if var query = owned {
            try body(&query)
            owned = query
        }
        if var query = shared {
            try body(&query)
            shared = query
        }
    }

    mutating func showNothing() { (owned, shared) = (nil, nil) }
}

extension Listing {
    func count(in cloud: Cloud) async throws -> Int {
        guard let shared else { return try await count(owned, cloud) }
        guard var both = owned else { return try await count(shared, cloud) }
        let sum = try await count(owned, cloud) + count(shared, cloud)
        both.attributes.merge(shared.attributes) { _, shared in shared }
        return try await sum - count(both, cloud)
    }

    private func count(_ query: ResourceQuery?, _ cloud: Cloud) async throws -> Int {
        guard let query else { return 0 }
        return try await cloud.ledger.count(query)
    }

    func page(skipping skip: Int, _ size: Int, in cloud: Cloud) async throws -> [Resource] {
        var streams = [owned, shared].compactMap(\.self).map { PageStream($0) }
        var (skip, found) = (skip, [Resource]())
        while found.count < size {
            for index in streams.indices {
                try await streams[index].fill(skip + size - found.count, cloud)
            }
            let heads = streams.compactMap(\.head)
            guard let newest = heads.max(by: { Self.key($0) < Self.key($1) }) else { break }
            for index in streams.indices where streams[index].head?.id == newest.id {
                streams[index].advance()
            }
            if skip > 0 { skip -= 1 } else { found.append(newest) }
        }
        return found
    }

    private static func key(_ resource: Resource) -> (Int64, String) {
        (resource.created.nanoseconds, resource.id)
    }

    /// All that are kept, for lists that have to look at each.
    func all(in cloud: Cloud) async throws -> [Resource] {
        var found: [Resource] = []
        for query in [owned, shared].compactMap(\.self) {
            try await cloud.forEach(query) { resource in
                if keeps?(resource) ?? true { found.append(resource) }
            }
        }
        var seen: Set<String> = []
        return found.sorted { Self.key($0) > Self.key($1) }.filter { seen.insert($0.id).inserted }
    }
}

/// The resources of a query one after the other, read page by page.
private struct PageStream {
    private var query: ResourceQuery
    private var page: ArraySlice<Resource> = []
    private var isDone = false

    init(_ query: ResourceQuery) {
        self.query = query
        self.query.ascending = false
    }

    var head: Resource? { page.first }

    mutating func advance() { page.removeFirst() }

    /// Sees to it that there is a head, if there is one; `wanted` more will be asked for, about.
    mutating func fill(_ wanted: Int, _ cloud: Cloud) async throws {
        guard page.isEmpty, !isDone else { return }
        query.limit = min(10_000, max(1, wanted))
        let read = try await cloud.ledger.resources(query)
        page = read.elements[...]
        query.after = read.next
        isDone = read.next == nil
    }
}
