internal import PetrelCloud
internal import PetrelLedger

/// What stands around the resources of a page, read at once for all of them.
struct Surroundings: Sendable {
    /// What has to be known besides the resources themselves.
    enum Need: Sendable {
        /// Those of a kind whose parents they are.
        case children(kind: String)
        /// The one of a kind that an attribute names by its id.
        case named(by: String, kind: String)
        /// Their other side: of another kind, with the same id.
        case side(kind: String)
    }

    private var children: [String: [Resource]] = [:]
    private var others: [String: Resource] = [:]

    func children(of resource: Resource, kind: String) -> [Resource] {
        children["\(kind)/\(resource.id)"] ?? []
    }

    func resource(kind: String, _ id: String?) -> Resource? {
        id.flatMap { others["\(kind)/\($0)"] }
    }
}

extension Surroundings {
    init(of resources: [Resource], _ needs: [Need], in cloud: Cloud) async throws {
        for need in needs {
            switch need {
            case .children(let kind): try await readChildren(of: resources, kind, cloud)
            case .named(let attribute, let kind):
                try await read(Set(resources.compactMap { $0.text(attribute) }), kind, cloud)
            case .side(let kind): try await read(Set(resources.map(\.id)), kind, cloud)
            }
        }
    }

    private mutating func readChildren(
        of resources: [Resource], _ kind: String, _ cloud: Cloud
    ) async throws {
        let ids = resources.map(\.id)
        for start in stride(from: 0, to: ids.count, by: 50) {
            var query = ResourceQuery(kind: kind)
            query.parents = Array(ids[start..<min(start + 50, ids.count)])
            for child in try await cloud.everything(query) {
                children["\(kind)/\(child.profile.parent ?? "")", default: []].append(child)
            }
        }
    }

    private mutating func read(_ ids: Set<String>, _ kind: String, _ cloud: Cloud) async throws {
        let missing = ids.filter { others["\(kind)/\($0)"] == nil }.sorted()
        guard !missing.isEmpty else { return }
        var query = ResourceQuery(kind: kind)
        query.ids = missing
        for found in try await cloud.everything(query) { others["\(kind)/\(found.id)"] = found }
    }
}
