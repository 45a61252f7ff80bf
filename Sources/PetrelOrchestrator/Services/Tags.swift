internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Words that owners note on their things. They are kept with the thing, in the order they were set.
struct Tags: Service {
    let cloud: Cloud

    private static let fields: [APIField] =
        .texts("key", "value", "resourcetype", "resourceid", "customer", "projectid", "project")
        + .ownership

    /// What can carry tags, by the API's names.
    private static let kinds: [String: any CloudResource.Type] = [
        "uservm": VirtualMachine.self, "virtualmachine": VirtualMachine.self, "volume": Volume.self,
        "snapshot": Snapshot.self, "template": Template.self, "iso": ISO.self,
        "network": Network.self, "publicipaddress": PublicIPAddress.self, "zone": Zone.self,
        "account": Account.self, "user": User.self, "domain": Domain.self,
    ]

    var commands: [APICommand] { [make, delete, list] }

    static func value(_ maps: [[String: String]]) -> JSONValue {
        .array(
            maps.compactMap { map in
                guard let key = map["key"], !key.isEmpty else { return nil }
                return ["key": .string(key), "value": .string(map["value"] ?? "")]
            })
    }

    /// The tags of a resource as answers show them.
    static func entries(of resource: Resource, _ names: ShownNames) -> [JSONValue] {
        guard let tags = resource.profile.attributes["tags"]?.array, !tags.isEmpty else {
            return []
        }
        let owner = names.members(resource.profile.owner, resource.profile.domainPath)
        let type = resource.kind == VirtualMachine.kind ? "UserVm" : resource.kind
        return tags.map { tag in
            var entry = (tag.object ?? [:]).merging(owner) { own, _ in own }
            entry["resourcetype"] = .string(type)
            entry["resourceid"] = .string(resource.id)
            return .object(entry)
        }
    }

    /// Whether the resource carries all of these.
    static func match(_ wanted: [[String: String]], _ resource: Resource) -> Bool {
        let tags = resource.profile.attributes["tags"]?.array ?? []
        return wanted.allSatisfy { want in
            tags.contains { tag in
                tag["key"]?.string == want["key"]
                    && (want["value"].map { $0 == tag["value"]?.string } ?? true)
            }
        }
    }

    private func resources(_ call: APICall) async throws -> [Resource] {
        let type = try call.required("resourcetype")
        guard let kind = Self.kinds[type.lowercased()] else {
            throw APIError.invalid("resourcetype \(type) cannot carry tags")
        }
        var found: [Resource] = []
        for id in call.ids("resourceids") {
            guard let resource = try await cloud.ledger.resource(kind: kind.kind, id: id),
                resource.removed == nil, call.caller.role == .admin || call.caller.owns(resource)
            else { throw APIError.notFound(type, id) }
            found.append(resource)
        }
        return found
    }

    private static let parameters: [APIParameter] = [
        .string("resourcetype", required: true, "UserVm, Volume, Snapshot, Template …"),
        .list("resourceids", required: true, "The resources' ids."),
    ]

    private var make: APICommand {
        command(
            "createTags", "Notes tags on resources.", "CREATE_TAGS",
            [
                .map("tags", required: true, "key and value."),
                .string("customer", "Taken for compatibility."),
            ]
        ) { tags, call in
            for entry in Self.value(call.maps("tags")).array ?? [] {
                if let place = tags.firstIndex(where: { $0["key"] == entry["key"] }) {
                    tags[place] = entry
                } else {
                    tags.append(entry)
                }
            }
        }
    }

    private var delete: APICommand {
        command(
            "deleteTags", "Takes tags from resources.", "DELETE_TAGS",
            [.map("tags", "key, and value if it matters; all when not given.")]
        ) { tags, call in
            let wanted = call.maps("tags")
            tags.removeAll { tag in
                wanted.isEmpty
                    || wanted.contains { want in
                        tag["key"]?.string == want["key"]
                            && (want["value"].map { $0 == tag["value"]?.string } ?? true)
                    }
            }
        }
    }

    private func command(
        _ name: String, _ summary: String, _ type: EventType, _ parameters: [APIParameter],
        _ edit: @escaping @Sendable (inout [JSONValue], APICall) -> Void
    ) -> APICommand {
        APICommand(
            name, summary, .asynchronous(type), roles: .everyone,
            parameters: Self.parameters + parameters, response: .success
        ) { call in
            let resources = try await resources(call)
            guard let first = resources.first else {
                throw APIError.missing("resourceids", in: call.command)
            }
            let order = JobOrder(Action(type, on: first), lane: Cloud.lane(of: first), by: call)
            return try await cloud.submit(order) { errand in
                for resource in resources {
                    try await cloud.revise(try await cloud.current(resource), for: errand) {
                        var tags = $0.attributes["tags"]?.array ?? []
                        edit(&tags, call)
                        $0.attributes["tags"] = .array(tags)
                    }
                }
                return .success
            }
        }
    }

    private var list: APICommand {
        APICommand(
            "listTags", "Lists tags.", roles: .everyone,
            parameters: [
                .string("resourcetype", "Only those of such resources."),
                .string("resourceid", "Only those of this resource."),
                .string("key", "Only those of this key."), .string("value", "Only of this value."),
                .string("customer", "Taken for compatibility."),
            ] + .ownership + .paging, response: .list("tag", Self.fields)
        ) { call in
            let type = call.string("resourcetype")?.lowercased()
            let kinds =
                type.map { [Self.kinds[$0]?.kind].compactMap(\.self) }
                ?? Set(Self.kinds.values.map { $0.kind }).sorted()
            let scope = try await cloud.scope(call)
            var tags: [JSONValue] = []
            for kind in kinds {
                var query = ResourceQuery(kind: kind)
                if let id = call.string("resourceid") {
                    query.ids = [id.lowercased()]
                } else {
                    scope.narrow(&query)
                }
                try await cloud.forEach(query) { resource in
                    guard call.caller.role == .admin || call.caller.owns(resource) else { return }
                    tags += Self.entries(of: resource, cloud.names)
                }
            }
            let found = tags.filter { tag in
                (call.string("key").map { tag["key"]?.string == $0 } ?? true)
                    && (call.string("value").map { tag["value"]?.string == $0 } ?? true)
            }
            return .list(
                Array(found.dropFirst(call.offset).prefix(call.pageSize)), count: found.count)
        }
    }
}
