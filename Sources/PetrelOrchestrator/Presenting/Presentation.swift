internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// How a kind of resource appears in the API: its key, its fields, who sees it.
///
/// Attributes appear under their own names when they are declared as fields; the rest of the object
/// comes from the resource itself and from `extras`.
struct Presentation<Life: CloudResource>: Sendable {
    typealias Extras =
        @Sendable (Resource, Surroundings, Cloud) async throws -> [String: JSONValue]

    let key: String
    let fields: [APIField]
    let visibility: Visibility
    /// What `extras` wants to know of other resources.
    let needs: [Surroundings.Need]
    /// What other resources tell of this one.
    let extras: Extras
    private let names: Set<String>

    init(
        _ life: Life.Type, _ key: String, _ visibility: Visibility, _ fields: [APIField],
        needs: [Surroundings.Need] = [], extras: @escaping Extras = { _, _, _ in [:] }
    ) {
        self.key = key
        self.fields = fields
        self.visibility = visibility
        self.needs = needs
        self.extras = extras
        names = Set(fields.map(\.name))
    }

    func object(_ resource: Resource, in cloud: Cloud) async throws -> JSONValue {
        try await objects([resource], in: cloud)[0]
    }

    func objects(_ resources: [Resource], in cloud: Cloud) async throws -> [JSONValue] {
        let surroundings = try await Surroundings(of: resources, needs, in: cloud)
        var objects: [JSONValue] = []
        objects.reserveCapacity(resources.count)
        for resource in resources {
            var object = resource.profile.attributes
            object["tags"] = nil
            object.merge(base(resource, cloud.names)) { own, _ in own }
            object.merge(try await extras(resource, surroundings, cloud)) { _, extra in extra }
            objects.append(
                .object(object.filter { names.contains($0.key) && $0.value != .null }))
        }
        return objects
    }

    func result(_ resource: Resource, in cloud: Cloud) async throws -> JobResult {
        JobResult(key, try await object(resource, in: cloud))
    }

    private func base(_ resource: Resource, _ names: ShownNames) -> [String: JSONValue] {
        let profile = resource.profile
        var object: [String: JSONValue] = [
            "id": .string(resource.id), "state": .string(resource.state),
            "created": .date(resource.created), "hasannotations": false,
        ]
        object["name"] = profile.name.map(JSONValue.string)
        object["zoneid"] = profile.zone.map(JSONValue.string)
        if let owner = profile.owner, let path = profile.domainPath {
            object.merge(names.members(owner, path)) { _, shown in shown }
        }
        object["tags"] = .array(Tags.entries(of: resource, names))
        return object
    }
}
