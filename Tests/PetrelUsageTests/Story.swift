internal import PetrelCloud
internal import PetrelStates

@testable internal import PetrelUsage

/// Events of one resource as the ledger would hold them, and what they come to.
struct Story {
    let resource: ResourceReference
    var owner = CloudEvent.Owner(account: "account-1", domain: "domain-1")
    var domainPath = "/acme/"
    var zone = "zone-1"
    var told: [String: JSONValue]
    private(set) var events: [CloudEvent] = []
    private var state: String?
    private var version: Int64 = 0

    init(_ kind: ResourceKind, _ id: String = "r-1", _ told: [String: JSONValue] = [:]) {
        resource = ResourceReference(kind, id)
        self.told = told
        self.told["name"] = self.told["name"] ?? .string(id)
    }

    mutating func begins(_ state: String, at second: Int64) {
        change("Create", trigger: nil, to: state, at: second)
    }

    mutating func moves(_ trigger: String, to state: String, at second: Int64) {
        change(trigger, trigger: trigger, to: state, at: second)
    }

    mutating func isRevised(at second: Int64, _ told: [String: JSONValue] = [:]) {
        self.told.merge(told) { _, new in new }
        change("Update", trigger: nil, to: state, at: second)
    }

    mutating func ends(at second: Int64) { change("Remove", trigger: nil, to: nil, at: second) }

    private mutating func change(
        _ type: String, trigger: String?, to state: String?, at second: Int64
    ) {
        version += 1
        events.append(
            CloudEvent(
                sequence: Int64(events.count + 1), category: .resourceState, type: EventType(type),
                resource: resource, resourceVersion: version, oldState: self.state,
                trigger: trigger, newState: state, outcome: .succeeded, owner: owner,
                domainPath: domainPath, zone: zone, time: Timestamp(seconds: second),
                attributes: told))
        self.state = state
    }

    mutating func acts(
        _ type: EventType, at second: Int64, _ attributes: [String: JSONValue] = [:],
        _ outcome: CloudEvent.Outcome = .succeeded
    ) {
        var event = CloudEvent.action(
            type, outcome, on: resource, by: .init(user: "user-1", account: "account-1"),
            owner: owner, domainPath: domainPath, zone: zone, attributes: attributes,
            time: Timestamp(seconds: second))
        event.sequence = Int64(events.count + 1)
        events.append(event)
    }

    mutating func measures(_ meter: String, at second: Int64, _ values: [String: JSONValue]) {
        var event = CloudEvent.usage(
            "USAGE.MEASURED", of: resource, owner: owner, domainPath: domainPath, zone: zone,
            attributes: values.merging(["meter": .string(meter)]) { own, _ in own },
            time: Timestamp(seconds: second))
        event.sequence = Int64(events.count + 1)
        events.append(event)
    }

    /// The intervals as they are at the end, in the order of meter and start.
    func intervals(_ fold: UsageFold = UsageFold()) -> [UsageInterval] {
        var usage = ResourceUsage()
        var batch = UsageBatch(before: 0, after: 0)
        for event in events { for step in fold.fold(event, into: &usage) { batch.take(step) } }
        return batch.intervals.values.compactMap(\.self).sorted {
            ($0.meter.name, $0.start) < ($1.meter.name, $1.start)
        }
    }

    /// Start and end of the intervals of a meter in seconds; an open one ends with -1.
    func times(_ meter: Meter, _ fold: UsageFold = UsageFold()) -> [[Int64]] {
        intervals(fold).filter { $0.meter == meter }.map {
            [$0.start.wholeSeconds, $0.end?.wholeSeconds ?? -1]
        }
    }
}
