/// Words of the bodies on CloudStack's exchange.
enum ExchangeBody {
    /// The members of an action's body besides the resources it touched.
    static let actionMembers: Set<String> = [
        "event", "status", "description", "account", "user", "project", "entity", "entityuuid",
        "eventDateTime", "petrel",
    ]
    /// The status of a change of a machine that is about to happen.
    static let before = "preStateTransitionEvent"
    /// The status of a change of a machine that has happened.
    static let after = "postStateTransitionEvent"
}

extension CloudEvent.Outcome {
    /// The state of a job in CloudStack's words.
    var jobStatus: String {
        switch self {
        case .created, .scheduled, .started: "IN_PROGRESS"
        case .completed, .succeeded: "SUCCEEDED"
        case .failed: "FAILED"
        case .cancelled: "CANCELLED"
        }
    }

    init?(jobStatus: String, step: String) {
        switch jobStatus {
        case "IN_PROGRESS":
            self = step == CloudEvent.JobStep.submit.rawValue ? .scheduled : .started
        case "SUCCEEDED": self = .succeeded
        case "FAILED": self = .failed
        case "CANCELLED": self = .cancelled
        default: return nil
        }
    }

    /// The step an action's body tells.
    init?(status: String) {
        switch status {
        case "Created": self = .created
        case "Scheduled": self = .scheduled
        case "Started": self = .started
        case "Completed": self = .completed
        default: return nil
        }
    }
}
