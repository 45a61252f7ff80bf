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
    /// The parameters without secrets.
    private(set) var request: JSONValue

    init(_ action: Action, lane: String? = nil, by call: APICall) {
        self.action = action
        self.call = call
        self.lane = lane ?? action.resource?.id ?? call.caller.account
        request = .object(call.parameters.mapValues(JSONValue.string)).blankingSecrets()
    }

    var command: String { call.command }

    /// Blanks what the command declares to be secret, whatever it is called.
    mutating func hide(_ names: Set<String>) {
        guard !names.isEmpty, case .object(var members) = request else { return }
        for name in names where members[name] != nil { members[name] = "" }
        request = .object(members)
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
    /// The same with what is shown to who asked and written nowhere, as a new password.
    let shown: JSONValue?

    static let success = JobResult(value: ["success": true], shown: nil)

    init(value: JSONValue, shown: JSONValue?) {
        self.value = value
        self.shown = shown
    }

    init(_ key: String, _ object: JSONValue, showing secrets: [String: JSONValue] = [:]) {
        let all = (object.object ?? [:]).merging(secrets) { _, secret in secret }
        self.init(
            value: .object([key: object]),
            shown: secrets.isEmpty ? nil : .object([key: .object(all)]))
    }
}
