public import PetrelBus
public import PetrelStates

/// One thing that happened in the cloud, with everything that is known about it.
///
/// The fields that decide the ``topic`` are fixed when the event is made; the others may be filled
/// in until the event is committed. Events are most easily made by `CloudEvent.action` and its
/// siblings, one for each category, which ask for what that category needs.
public struct CloudEvent: TopicalEvent, Hashable, Sendable, Identifiable {
    /// The same for as long as the event is told, however often.
    public var id: EventID
    /// The event's place in the ledger, counting from 1 in commit order; `nil` until committed.
    public var sequence: Int64?
    public let category: EventCategory
    public let type: EventType
    /// Which program tells it; never empty.
    public let source: String
    public let resource: ResourceReference?
    /// How many changes the resource has seen with this one: 1, 2, 3 … without holes.
    public var resourceVersion: Int64?
    public var oldState: String?
    /// What moved the resource from the old state to the new one.
    public let trigger: String?
    public var newState: String?
    public var outcome: Outcome?
    public var cause: Cause?
    public var actor: Actor?
    public var owner: Owner?
    /// The path of the owner's domain, from `/` downwards, as in `/acme/research/`.
    public var domainPath: String?
    /// The UUID of the zone.
    public var zone: String?
    public var time: Timestamp
    public var level: Level
    /// One sentence for people. Programs never need to read it.
    public var description: String?
    /// What else belongs to the event. The order of keys has no meaning.
    public var attributes: [String: JSONValue]
    /// `source.category.type.kind.uuid`, where a state event's type word is its trigger.
    public let topic: Topic

    public init(
        id: EventID = .next(), sequence: Int64? = nil, category: EventCategory, type: EventType,
        source: String = CloudEvent.defaultSource, resource: ResourceReference? = nil,
        resourceVersion: Int64? = nil, oldState: String? = nil, trigger: String? = nil,
        newState: String? = nil, outcome: Outcome? = nil, cause: Cause? = nil,
        actor: Actor? = nil, owner: Owner? = nil, domainPath: String? = nil, zone: String? = nil,
        time: Timestamp = .now, level: Level = .info, description: String? = nil,
        attributes: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.sequence = sequence
        self.category = category
        self.type = type
        self.source = source.isEmpty ? Self.defaultSource : source
        self.resource = resource
        self.resourceVersion = resourceVersion
        self.oldState = oldState
        self.trigger = trigger
        self.newState = newState
        self.outcome = outcome
        self.cause = cause
        self.actor = actor
        self.owner = owner
        self.domainPath = domainPath
        self.zone = zone
        self.time = time
        self.level = level
        self.description = description
        self.attributes = attributes
        topic = Self.topic(
            source: self.source, category: category, type: type, trigger: trigger,
            resource: resource)
    }

    /// The source word of everything a management server tells.
    public static let defaultSource = "management-server"
}
