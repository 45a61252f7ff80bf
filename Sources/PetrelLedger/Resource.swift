public import PetrelCloud

/// A resource as the ledger keeps it: who it is, where in its life it stands, and what else is known of it.
///
/// Nobody but the ledger makes one: `version` and `state` move only by a committed ``Change``.
public struct Resource: Sendable, Hashable {
    public let kind: String
    public let id: String
    /// The number of changes so far: 1, 2, 3 … without holes.
    public let version: Int64
    /// The state's name, as the kind's machine spells it.
    public let state: String
    public let profile: Profile
    public let created: Timestamp
    /// When `version` was reached.
    public let changed: Timestamp
    /// When it was removed; a removed resource is kept for those who ask by id, and never changes again.
    public let removed: Timestamp?

    package init(
        kind: String, id: String, version: Int64, state: String, profile: Profile,
        created: Timestamp, changed: Timestamp, removed: Timestamp? = nil
    ) {
        self.kind = kind
        self.id = id
        self.version = version
        self.state = state
        self.profile = profile
        self.created = created
        self.changed = changed
        self.removed = removed
    }

    /// What describes a resource besides its state. Lists can be asked by each of these; by attributes only after
    /// something else has narrowed the list.
    public struct Profile: Sendable, Hashable {
        public var name: String?
        /// The account (and its domain) it belongs to; `nil` for what belongs to the cloud, such as a host.
        public var owner: CloudEvent.Owner?
        /// The path of the owner's domain, from `/` downwards, ending in `/`.
        public var domainPath: String?
        /// The zone's UUID.
        public var zone: String?
        /// The resource this one is part of or attached to, as a volume's machine; the UUID.
        public var parent: String?
        /// Everything else, by the field's names for it.
        public var attributes: [String: JSONValue]

        public init(
            name: String? = nil, owner: CloudEvent.Owner? = nil, domainPath: String? = nil,
            zone: String? = nil,
            parent: String? = nil, attributes: [String: JSONValue] = [:]
        ) {
            self.name = name
            self.owner = owner
            self.domainPath = domainPath
            self.zone = zone
            self.parent = parent
            self.attributes = attributes
        }
    }
}
