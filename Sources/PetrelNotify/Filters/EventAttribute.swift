internal import PetrelBus
internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelStates

/// Something of an event that a filter can ask for, as texts: CloudEvents' own attributes, ours, and `data.NAME` for
/// what else belongs to the event.
enum EventAttribute: Sendable, Hashable {
    case known(Known)
    case data(String)

    enum Known: String, CaseIterable, Sendable {
        case id, source, specversion, type, subject, time, category, topic, sequence
        case resourceversion, oldstate, trigger, newstate, outcome, actor, owner, domainpath, cause
        case zone, level, kind, resource, project, job, description
        case ownername, actorname
    }

    /// `nil` when nothing is called so.
    init?(_ name: String) {
        if name.hasPrefix("data."), name.utf8.count > 5, name.utf8.count <= 100 {
            self = .data(String(name.dropFirst(5)))
        } else if let known = Known(rawValue: name) {
            self = .known(known)
        } else {
            return nil
        }
    }

    var name: String {
        switch self {
        case .known(let known): known.rawValue
        case .data(let name): "data." + name
        }
    }

    /// What somebody probably meant, for an error.
    static func remedy(for name: String) -> String {
        let all = Known.allCases.map(\.rawValue)
        if let nearest = Spelling.nearest(to: name, among: all) {
            return "did you mean \(nearest)?"
        }
        return "there are \(all.joined(separator: ", ")) and data.NAME"
    }
}

extension EventAttribute {
    /// The event's value; `nil` when it has none.
    func value(of event: CloudEvent) -> String? {
        switch self {
        case .known(let known): known.value(of: event)
        case .data(let name): Self.text(event.attributes[name])
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): number.description
        case .bool(let bool): bool ? "true" : "false"
        default: nil
        }
    }
}

extension EventAttribute.Known {
    fileprivate func value(of event: CloudEvent) -> String? {
        switch self {
        case .id: event.id.description
        case .source: event.source
        case .specversion: "1.0"
        case .type: event.type.name
        case .subject: event.resource.map { "\($0.kind)/\($0.id)" }
        case .time: event.time.text()
        case .category: event.category.rawValue
        case .topic: event.topic.description
        case .sequence: event.sequence?.description
        case .resourceversion: event.resourceVersion?.description
        case .oldstate: event.oldState
        case .trigger: event.trigger
        case .newstate: event.newState
        case .outcome: event.outcome?.rawValue
        case .actor: event.actor?.user
        case .owner: event.owner?.account
        case .domainpath: event.domainPath
        case .cause: event.cause?.event?.description
        case .zone: event.zone
        case .level: event.level.rawValue
        case .kind: event.resource?.kind
        case .resource: event.resource?.id
        case .project: event.owner?.project
        case .job: event.cause?.job
        case .description: event.description
        case .ownername: event.owner?.accountName
        case .actorname: event.actor?.userName
        }
    }
}
