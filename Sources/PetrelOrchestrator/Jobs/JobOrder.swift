internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelStates

/// What an asynchronous command asks for.
struct JobOrder: Sendable {
    let id = EventID.next().description
    let call: APICall
    let action: Action
    /// Jobs of one lane come one after the other; usually the resource's id.
    let lane: String

    init(_ action: Action, lane: String? = nil, by call: APICall) {
        self.action = action
        self.call = call
        self.lane = lane ?? action.resource?.id ?? call.caller.account
    }

    var command: String { call.command }

    /// The parameters without secrets.
    var request: JSONValue {
        .object(call.parameters.mapValues(JSONValue.string)).blankingSecrets()
    }

    var owner: CloudEvent.Owner {
        CloudEvent.Owner(
            account: call.caller.account, domain: call.caller.domain,
            accountName: call.caller.accountName)
    }

    /// A step of the job, for its own category of events.
    func event(
        _ step: CloudEvent.JobStep, _ outcome: CloudEvent.Outcome, for errand: Errand,
        resultCode: Int64 = 0, result: JSONValue? = nil, id eventID: EventID = .next()
    ) -> CloudEvent {
        .job(
            id, step, outcome, command: command, commandType: action.type, on: action.resource,
            by: errand.actor, owner: owner, resultCode: resultCode, request: request,
            result: result, domainPath: call.caller.domainPath, zone: action.zone,
            cause: errand.action, eventID: eventID)
    }
}

/// What a job came to: the object that a synchronous call would have answered, under its name.
struct JobResult: Sendable {
    let value: JSONValue

    static let success = JobResult(value: ["success": true])

    init(value: JSONValue) { self.value = value }

    init(_ key: String, _ object: JSONValue) { value = .object([key: object]) }
}
