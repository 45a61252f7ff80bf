public import PetrelCloud
internal import PetrelStates

/// What the rows of all kinds mean for usage, ready to be asked by an event.
public struct MeteringRules: Sendable {
    private struct Row: Hashable {
        let kind: String
        let from: String
        let trigger: String
    }

    private struct Moment: Hashable {
        let kind: String
        let name: String
    }

    private var rows: [Row: [Metering]] = [:]
    private var creations: [Moment: [Metering]] = [:]
    private var actions: [Moment: [Metering]] = [:]
    /// The kinds that are metered at all.
    private(set) var kinds: Set<String> = []

    public init(_ lives: [any CloudResource.Type] = ResourceCatalogue.all) {
        for life in lives { add(life) }
    }

    /// Those of this cloud.
    public static let cloud = MeteringRules()

    private mutating func add<Life: CloudResource>(_ life: Life.Type) {
        guard !life.meters.isEmpty else { return }
        kinds.insert(life.kind)
        for row in life.transitions where !row.metering.isEmpty {
            rows[Row(kind: life.kind, from: row.from.rawValue, trigger: row.trigger.rawValue)] =
                row.metering
        }
        for (state, metering) in life.meteredAtCreation {
            creations[Moment(kind: life.kind, name: state.rawValue)] = metering
        }
        for (type, metering) in life.meteredActions {
            actions[Moment(kind: life.kind, name: type.name)] = metering
        }
    }

    /// What a change of state or a creation means.
    func change(_ event: CloudEvent, _ kind: String) -> [Metering] {
        guard let old = event.oldState else {
            return event.newState.flatMap { creations[Moment(kind: kind, name: $0)] } ?? []
        }
        guard let trigger = event.trigger else { return [] }
        return rows[Row(kind: kind, from: old, trigger: trigger)] ?? []
    }

    /// What an action that succeeded means.
    func action(_ event: CloudEvent, _ kind: String) -> [Metering] {
        guard event.category == .action, event.outcome == .succeeded else { return [] }
        return actions[Moment(kind: kind, name: event.type.name)] ?? []
    }

    /// Whether the event can matter to metering.
    func concerns(_ event: CloudEvent) -> Bool {
        if event.category == .usage { return event.attributes["meter"] != nil }
        guard let kind = event.resource?.kind, kinds.contains(kind) else { return false }
        return event.tellsOfChange || !action(event, kind).isEmpty
    }
}

extension CloudEvent {
    /// Whether the event came with a change of its resource.
    var tellsOfChange: Bool { resourceVersion != nil && (oldState != nil || newState != nil) }
}
