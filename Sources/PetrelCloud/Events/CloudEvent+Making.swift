public import PetrelStates

extension CloudEvent {
    /// A step of something a user asked for.
    ///
    /// A step that failed is an error, every other one information.
    public static func action(
        _ type: EventType, _ outcome: Outcome, on resource: ResourceReference?, by actor: Actor,
        owner: Owner?, domainPath: String? = nil, zone: String? = nil, cause: Cause? = nil,
        description: String? = nil, attributes: [String: JSONValue] = [:],
        id: EventID = .next(), time: Timestamp = .now
    ) -> CloudEvent {
        CloudEvent(
            id: id, category: .action, type: type, resource: resource, outcome: outcome,
            cause: cause, actor: actor, owner: owner, domainPath: domainPath, zone: zone,
            time: time, level: outcome == .failed ? .error : .info, description: description,
            attributes: attributes)
    }

    /// A change of a resource's state, told after it happened.
    ///
    /// `version` counts the resource's changes with this one. The event's type is the trigger, as
    /// on CloudStack's exchange.
    public static func stateChange(
        of resource: ResourceReference, version: Int64, from oldState: String,
        on trigger: String, to newState: String, owner: Owner?, domainPath: String? = nil,
        zone: String? = nil, actor: Actor? = nil, cause: Cause? = nil, description: String? = nil,
        attributes: [String: JSONValue] = [:], id: EventID = .next(), time: Timestamp = .now
    ) -> CloudEvent {
        CloudEvent(
            id: id, category: .resourceState, type: EventType(trigger), resource: resource,
            resourceVersion: version, oldState: oldState, trigger: trigger, newState: newState,
            outcome: .succeeded, cause: cause, actor: actor, owner: owner, domainPath: domainPath,
            zone: zone, time: time, description: description, attributes: attributes)
    }

    /// Something an operator should look at. `subject` becomes the description.
    public static func alert(
        _ type: EventType, subject: String, body: String, level: Level = .warning,
        zone: String? = nil, pod: String? = nil, resource: ResourceReference? = nil,
        cause: Cause? = nil, attributes: [String: JSONValue] = [:], id: EventID = .next(),
        time: Timestamp = .now
    ) -> CloudEvent {
        var attributes = attributes
        attributes["body"] = .string(body)
        attributes["podId"] = pod.map(JSONValue.string)
        return CloudEvent(
            id: id, category: .alert, type: type, resource: resource, cause: cause, zone: zone,
            time: time, level: level, description: subject, attributes: attributes)
    }

    /// Usage of a resource that began, changed or ended, paid by `owner`.
    public static func usage(
        _ type: EventType, of resource: ResourceReference, owner: Owner,
        domainPath: String? = nil, zone: String? = nil, version: Int64? = nil,
        cause: Cause? = nil, attributes: [String: JSONValue] = [:], id: EventID = .next(),
        time: Timestamp = .now
    ) -> CloudEvent {
        CloudEvent(
            id: id, category: .usage, type: type, resource: resource, resourceVersion: version,
            cause: cause, owner: owner, domainPath: domainPath, zone: zone, time: time,
            attributes: attributes)
    }
}
