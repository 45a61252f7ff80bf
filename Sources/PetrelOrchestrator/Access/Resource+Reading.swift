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
        var query = query
        query.limit = 10_000
        query.ascending = true
        var all: [Resource] = []
        repeat {
            let page = try await ledger.resources(query)
            all += page.elements
            query.after = page.next
        } while query.after != nil
        return all
    }

    /// The resource unless there is none or it is gone.
    func resource<Life: CloudResource>(_ life: Life.Type, _ id: String) async throws -> Resource? {
        let found = try await ledger.resource(kind: life.kind, id: id)
        return found?.removed == nil ? found : nil
    }
}
