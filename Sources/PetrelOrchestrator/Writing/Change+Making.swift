internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// Changes together with the events that tell of them.
extension Change {
    static func creation<Life: CloudResource>(
        of life: Life.Type, id: String, in state: Life.State, _ profile: Resource.Profile,
        for errand: Errand
    ) -> Change {
        Change(
            .create(kind: life.kind, id: id, state: state.rawValue, profile),
            event: event("Create", kind: life.kind, id: id, profile, for: errand))
    }

    static func revision(
        of resource: Resource, _ profile: Resource.Profile, for errand: Errand
    ) -> Change {
        Change(
            .revise(kind: resource.kind, id: resource.id, at: resource.version, profile),
            event: event("Update", kind: resource.kind, id: resource.id, profile, for: errand))
    }

    static func removal(of resource: Resource, for errand: Errand) -> Change {
        Change(
            .remove(kind: resource.kind, id: resource.id, at: resource.version),
            event: event(
                "Remove", kind: resource.kind, id: resource.id, resource.profile, for: errand))
    }

    static func move(
        _ change: StateChange, of resource: Resource, _ profile: Resource.Profile?,
        for errand: Errand
    ) -> Change {
        let told = profile ?? resource.profile
        return Change(
            .move(change, at: resource.version, profile),
            event: .stateChange(
                of: resource.reference, version: resource.version + 1, from: change.from,
                on: change.trigger, to: change.to, owner: told.owner,
                domainPath: told.domainPath, zone: told.zone, actor: errand.actor,
                cause: errand.cause, attributes: told.told))
    }

    private static func event(
        _ type: EventType, kind: String, id: String, _ profile: Resource.Profile,
        for errand: Errand
    ) -> CloudEvent {
        CloudEvent(
            category: .resourceState, type: type,
            resource: ResourceReference(ResourceKind(kind), id), outcome: .succeeded,
            cause: errand.cause, actor: errand.actor, owner: profile.owner,
            domainPath: profile.domainPath, zone: profile.zone, attributes: profile.told)
    }
}

extension Resource {
    var reference: ResourceReference { .init(ResourceKind(kind), id) }
}

extension Resource.Profile {
    /// What events tell of a resource: what metering and people need, and nothing secret.
    var told: [String: JSONValue] {
        var told = attributes.filter { Self.toldNames.contains($0.key) }
        told["name"] = name.map(JSONValue.string)
        return told
    }

    private static let toldNames: Set<String> = [
        "displayname", "serviceofferingid", "diskofferingid", "networkofferingid", "templateid",
        "size", "virtualsize", "cpunumber", "cpuspeed", "memory", "hypervisor", "hostid",
        "ipaddress", "networkid", "isdefault", "issourcenat", "isstaticnat", "vmipaddress", "type",
        "virtualmachineid", "storageid", "isoid", "haenable",
        "volumeid",
    ]
}
