internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// Attributes by their types.
extension Resource {
    func text(_ name: String) -> String? { profile.attributes[name]?.string }
    func int(_ name: String) -> Int? { profile.attributes[name]?.integer.map { Int($0) } }
    func flag(_ name: String) -> Bool { profile.attributes[name]?.bool ?? false }
    var name: String { profile.name ?? id }
}

extension Cloud {
    /// All resources of a kind, page by page. Meant for kinds and questions with few answers.
    func everything<Life: CloudResource>(
        _ life: Life.Type, in states: [Life.State]? = nil,
        _ narrow: (inout ResourceQuery) -> Void = { _ in }
    ) async throws -> [Resource] {
        var query = ResourceQuery(kind: life.kind)
        query.states = states?.map(\.rawValue)
        narrow(&query)
        return try await everything(query)
    }

    func everything(_ query: ResourceQuery) async throws -> [Resource] {
        var all: [Resource] = []
        try await forEach(query) { all.append($0) }
        return all
    }

    /// Looks at each, oldest first, without holding more than a page of them.
    func forEach(
        _ query: ResourceQuery, _ body: (Resource) async throws -> Void
    ) async throws {
        var query = query
        query.limit = 1_000
        query.ascending = true
        repeat {
            let page = try await ledger.resources(query)
            for resource in page.elements { try await body(resource) }
            query.after = page.next
        } while query.after != nil
    }

    /// The first that answers the question, newest first.
    func first<Life: CloudResource>(
        _ life: Life.Type, in states: [Life.State]? = nil, _ narrow: (inout ResourceQuery) -> Void
    ) async throws -> Resource? {
        var query = ResourceQuery(kind: life.kind)
        query.states = states?.map(\.rawValue)
        narrow(&query)
        query.limit = 1
        return try await ledger.resources(query).elements.first
    }

    /// The resource unless there is none or it is gone.
    func resource<Life: CloudResource>(_ life: Life.Type, _ id: String) async throws -> Resource? {
        let found = try await ledger.resource(kind: life.kind, id: id)
        return found?.removed == nil ? found : nil
    }
}
