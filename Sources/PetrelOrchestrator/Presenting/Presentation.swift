internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// How a kind of resource appears in the API: its key, its fields, who sees it.
///
/// Attributes appear under their own names when they are declared as fields; the rest of the object
/// comes from the resource itself and from `extras`.
struct Presentation<Life: CloudResource>: Sendable {
    let key: String
    let fields: [APIField]
    let visibility: Visibility
    /// What other resources tell of this one.
    var extras: @Sendable (Resource, Cloud) async throws -> [String: JSONValue] = { _, _ in [:] }
    private let names: Set<String>

    init(
        _ life: Life.Type, _ key: String, _ visibility: Visibility, _ fields: [APIField],
        extras: @escaping @Sendable (Resource, Cloud) async throws -> [String: JSONValue] = {
            _, _ in [:]
        }
    ) {
        self.key = key
        self.fields = fields
        self.visibility = visibility
        self.extras = extras
        names = Set(fields.map(\.name))
    }

    func object(_ resource: Resource, in cloud: Cloud) async throws -> JSONValue {
        var object = resource.profile.attributes
        object.merge(base(resource)) { own, _ in own }
        object.merge(try await extras(resource, cloud)) { _, extra in extra }
        return .object(object.filter { names.contains($0.key) && $0.value != .null })
    }

    func result(_ resource: Resource, in cloud: Cloud) async throws -> JobResult {
        JobResult(key, try await object(resource, in: cloud))
    }

    private func base(_ resource: Resource) -> [String: JSONValue] {
        let profile = resource.profile
        var object: [String: JSONValue] = [
            "id": .string(resource.id), "state": .string(resource.state),
            "created": .date(resource.created), "hasannotations": false, "tags": [],
        ]
        object["name"] = profile.name.map(JSONValue.string)
        object["zoneid"] = profile.zone.map(JSONValue.string)
        if let owner = profile.owner, let path = profile.domainPath {
            object["account"] = owner.accountName.map(JSONValue.string)
            object["domainid"] = owner.domain.map(JSONValue.string)
            object["domain"] = .string(DomainPath.name(path))
            object["domainpath"] = .string(DomainPath.shown(path))
        }
        object["tags"] = .array(Tags.entries(of: resource))
        return object
    }
}

/// Paths are kept as `/acme/research/` and shown as `ROOT/acme/research`.
enum DomainPath {
    static func shown(_ path: String) -> String {
        "ROOT" + (path == "/" ? "" : String(path.dropLast()))
    }

    static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? "ROOT"
    }

    static func level(_ path: String) -> Int { path.split(separator: "/").count }
}
