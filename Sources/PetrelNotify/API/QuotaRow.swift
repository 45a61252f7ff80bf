internal import PetrelCloud

/// What an account or a domain may have, and what it uses. What has no limit is left out.
struct QuotaRow: Sendable {
    /// An account's id, or a domain's path.
    let id: String
    /// `account` or `domain`.
    let kind: String
    let name: String
    let domainPath: String
    /// Administrators of the cloud have no quotas.
    var isLimited = true
    var subscriptions = 0
    var mostSubscriptions: Int?
    /// Deliveries in a second, and how many could begin at once now.
    var rate: Int?
    var rateSpare: Int?
    /// What waits for subscriptions that do not rest.
    var backlogBytes: Int?
    var mostBacklogBytes: Int?

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "kind": .string(kind), "name": .string(name),
            "domainpath": .string(domainPath), "limited": .bool(isLimited),
        ]
        let numbers: [(String, Int?)] = [
            ("subscriptions", subscriptions), ("mostsubscriptions", mostSubscriptions),
            ("rate", rate), ("ratespare", rateSpare), ("backlogbytes", backlogBytes),
            ("mostbacklogbytes", mostBacklogBytes),
        ]
        for (name, number) in numbers { members[name] = number.map { .integer(Int64($0)) } }
        return .object(members)
    }
}
