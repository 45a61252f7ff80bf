internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Changed, and withdrawn.
extension Offerings {
    /// What is withdrawn is shown to administrators who ask for it.
    func narrow(_ call: APICall, _ listing: inout Listing) throws {
        let asked = call.caller.role == .admin ? call.string("state") : nil
        listing.narrow { query in
            query.states = [
                asked?.lowercased() == "inactive"
                    ? ServiceOffering.State.inactive.rawValue
                    : ServiceOffering.State.active.rawValue
            ]
        }
    }

    var updateService: APICommand {
        cloud.acting(
            "updateServiceOffering", "Changes what is known of an offering, or withdraws it.",
            "SERVICE.OFFERING.EDIT", Self.services, roles: .admin,
            [
                .string("name", "Its name."), .string("displaytext", "Its text."),
                .string("state", "Active or Inactive."), .string("storagetags", "Storage tags."),
                .string("hosttags", "Host tags."), .integer("sortkey", "Taken for compatibility."),
            ]
        ) { offering, call, errand in
            let edit: @Sendable (inout Resource.Profile) -> Void = { profile in
                if let name = call.string("name") { profile.name = name }
                profile.take(texts: ["displaytext", "storagetags", "hosttags"], from: call)
            }
            guard let state = call.string("state"),
                state.lowercased() != offering.state.lowercased()
            else { return try await cloud.revise(offering, for: errand, edit) }
            guard ["active", "inactive"].contains(state.lowercased()) else {
                throw APIError.invalid("state is Active or Inactive, not \(state)")
            }
            return try await cloud.move(
                offering, ServiceOffering.self, .updateState, for: errand, edit: edit)
        }
    }

    var updateNetwork: APICommand {
        cloud.acting(
            "updateNetworkOffering", "Changes what is known of an offering, or withdraws it.",
            "NETWORK.OFFERING.EDIT", Self.networks, roles: .admin,
            [
                .string("name", "Its name, or which one without an id."),
                .string("displaytext", "Its text."), .string("state", "Enabled or Disabled."),
                .string("availability", "Optional or Required."),
                .integer("sortkey", "Taken for compatibility."),
            ],
            finding: Cloud.Finder(find: findNetworkOffering)
        ) { offering, call, errand in
            let edit: @Sendable (inout Resource.Profile) -> Void = { profile in
                if let name = call.string("name") { profile.name = name }
                profile.take(texts: ["displaytext", "availability"], from: call)
            }
            guard let state = call.string("state"), state != offering.state else {
                return try await cloud.revise(offering, for: errand, edit)
            }
            guard let target = NetworkOffering.State(rawValue: state) else {
                throw APIError.invalid("state is Enabled or Disabled, not \(state)")
            }
            return try await cloud.move(
                offering, NetworkOffering.self, .updateState, to: target, for: errand, edit: edit)
        }
    }

    @Sendable private func findNetworkOffering(_ call: APICall) async throws -> Resource {
        if let id = call.idIfGiven("id") {
            return try await cloud.find(NetworkOffering.self, id, .everyone, for: call.caller)
        }
        let name = try call.required("name")
        let found = try await cloud.first(NetworkOffering.self) { $0.name = name }
        guard let found else { throw APIError.notFound(NetworkOffering.kind, name) }
        return found
    }
}
