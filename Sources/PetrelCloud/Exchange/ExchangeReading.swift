/// A plain body on its way to become an event.
struct ExchangeReading {
    let key: RoutingKey
    let body: EventMembers
    let id: EventID
    let received: Timestamp

    func event() throws(CloudEventError) -> CloudEvent {
        switch key.category {
        case .action: try action()
        case .resourceState: try stateChange()
        case .alert: try alert()
        case .usage: try usage()
        case .asyncJob: try job()
        }
    }

    private func action() throws(CloudEventError) -> CloudEvent {
        let actor = try actor()
        let account = try body.optionalString("account")
        let project = try body.optionalString("project")
        let hasOwner = actor == nil || project != nil
        return try CloudEvent(
            id: id, category: .action, type: type(), source: key.source ?? "",
            resource: resource(kind: "entity", id: "entityuuid"),
            outcome: body.optionalString("status").flatMap(CloudEvent.Outcome.init(status:)),
            actor: actor,
            owner: account.flatMap { hasOwner ? .init(account: $0, project: project) : nil },
            time: time(), description: body.optionalString("description"),
            attributes: actionAttributes())
    }

    private func stateChange() throws(CloudEventError) -> CloudEvent {
        try CloudEvent(
            id: id, category: .resourceState, type: EventType(key.type ?? ""),
            source: key.source ?? "", resource: resource(kind: "resource", id: "id"),
            oldState: body.optionalString("old-state"), trigger: key.type,
            newState: body.optionalString("new-state"), outcome: changeOutcome(), time: time(),
            attributes: rest(without: ["resource", "id", "old-state", "new-state", "status"]))
    }

    private func alert() throws(CloudEventError) -> CloudEvent {
        try CloudEvent(
            id: id, category: .alert, type: type(), source: key.source ?? "",
            resource: resource(kind: nil, id: nil), zone: body.optionalString("dataCenterId"),
            time: time(), level: .warning, description: body.optionalString("subject"),
            attributes: rest(without: ["event", "dataCenterId", "subject"]))
    }

    private func usage() throws(CloudEventError) -> CloudEvent {
        try CloudEvent(
            id: id, category: .usage, type: type(), source: key.source ?? "",
            resource: resource(kind: "resource", id: "id"),
            owner: body.optionalString("account").map { .init(account: $0) },
            zone: body.optionalString("zone"), time: time(),
            attributes: rest(without: ["account", "zone", "event", "resource", "id"]))
    }

    private func job() throws(CloudEventError) -> CloudEvent {
        let status = try body.optionalString("status")
        let outcome = status.flatMap { CloudEvent.Outcome(jobStatus: $0, step: key.type ?? "") }
        return try CloudEvent(
            id: id, category: .asyncJob, type: EventType(key.type ?? ""), source: key.source ?? "",
            resource: resource(kind: "instanceType", id: "instanceUuid"), outcome: outcome,
            cause: body.optionalString("jobId").map { .init(job: $0) }, actor: actor(),
            time: received, level: outcome == .failed ? .error : .info, attributes: jobAttributes())
    }
}
