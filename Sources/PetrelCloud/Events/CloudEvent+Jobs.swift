public import PetrelStates

extension CloudEvent {
    /// What an asynchronous job can tell.
    public enum JobStep: String, Hashable, Sendable, CaseIterable {
        case submit, update, complete

        public var type: EventType { EventType(rawValue) }
    }

    /// A step of an asynchronous job.
    ///
    /// `command` is the API command, `request` its parameters and `result` its answer. Passwords
    /// and keys in them are blanked before the event is made; see ``JSONValue/blankingSecrets()``.
    public static func job(
        _ id: String, _ step: JobStep, _ outcome: Outcome, command: String, commandType: EventType?,
        on resource: ResourceReference?, by actor: Actor, owner: Owner?,
        processStatus: Int64 = 0, resultCode: Int64 = 0, request: JSONValue? = nil,
        result: JSONValue? = nil, domainPath: String? = nil, zone: String? = nil,
        cause: EventID? = nil, eventID: EventID = .next(), time: Timestamp = .now
    ) -> CloudEvent {
        var attributes: [String: JSONValue] = [
            "command": .string(command), "processStatus": .integer(processStatus),
            "resultCode": .integer(resultCode),
        ]
        attributes["commandEventType"] = commandType.map { .string($0.name) }
        attributes["cmdInfo"] = request?.blankingSecrets()
        attributes["jobResult"] = result?.blankingSecrets()
        return CloudEvent(
            id: eventID, category: .asyncJob, type: step.type, resource: resource,
            outcome: outcome, cause: Cause(event: cause, job: id), actor: actor, owner: owner,
            domainPath: domainPath, zone: zone, time: time,
            level: outcome == .failed ? .error : .info, attributes: attributes)
    }
}
