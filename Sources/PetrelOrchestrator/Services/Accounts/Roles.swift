internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Names for what accounts may do. A role's type decides which commands are its own.
struct Roles: Service {
    let cloud: Cloud

    static let presentation = Presentation(
        Role.self, "role", .everyone,
        .texts("id", "name", "type", "description", "state") + .flags("isdefault", "ispublic")
    ) { role, _, _ in ["state": .string(role.state.lowercased())] }

    var commands: [APICommand] { [list, make, deletion] }

    private var list: APICommand {
        cloud.listing(
            "listRoles", "Lists roles.", Self.presentation, roles: Domains.roles,
            [
                .string("type", "Only those of this type."),
                .string("state", "enabled or disabled."),
            ], filters: ["type": .attribute("type")]
        ) { call, listing in
            guard let state = call.string("state")?.lowercased() else { return }
            let states = Role.State.allCases.map(\.rawValue)
            listing.narrow { $0.states = states.filter { $0.lowercased() == state } }
        }
    }

    private var make: APICommand {
        cloud.making(
            "createRole", "Makes a role.", "ROLE.CREATE", Self.presentation, roles: .admin,
            in: .enabled,
            [
                .string("name", required: true, "Its name."),
                .string("type", "Admin, ResourceAdmin, DomainAdmin or User."),
                .id("roleid", of: Role.kind, "The role it is to be like, instead of a type."),
                .string("description", "What it is for."),
                .boolean("ispublic", "Whether administrators of domains may give it."),
            ]
        ) { call, _ in
            let name = try call.required("name")
            guard try await cloud.first(Role.self, { $0.name = name }) == nil else {
                throw APIError.inUse("there is a role \(name) already")
            }
            return Resource.Profile(
                name: name,
                attributes: [
                    "type": .string(try await type(call)), "isdefault": false,
                    "description": .string(call.string("description") ?? name),
                    "ispublic": .bool(call.boolean("ispublic") ?? true),
                ])
        }
    }

    private func type(_ call: APICall) async throws -> String {
        if let id = call.idIfGiven("roleid") {
            let model = try await cloud.find(Role.self, id, .everyone, for: call.caller)
            return model.text("type") ?? "User"
        }
        let types = ["Admin", "ResourceAdmin", "DomainAdmin", "User"]
        let asked = try call.required("type").lowercased()
        guard let type = types.first(where: { $0.lowercased() == asked }) else {
            throw APIError.invalid("type is one of \(types.joined(separator: ", "))")
        }
        return type
    }

    private var deletion: APICommand {
        cloud.acting(
            away: "deleteRole", "Removes a role that no account has.", "ROLE.DELETE",
            Self.presentation, roles: .admin
        ) { role, _, errand in
            guard !role.flag("isdefault") else {
                throw APIError.forbidden("role \(role.name) must stay")
            }
            var holders = ResourceQuery(kind: Account.kind)
            holders.attributes["roleid"] = .string(role.id)
            guard try await cloud.ledger.count(holders) == 0 else {
                throw APIError.inUse("accounts have the role \(role.name): give them another")
            }
            try await cloud.remove(role, for: errand)
        }
    }
}
