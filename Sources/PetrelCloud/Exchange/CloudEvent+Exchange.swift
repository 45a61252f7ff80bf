internal import PetrelBus
internal import PetrelStates

extension CloudEvent {
    /// The event as CloudStack's own event bus would send it.
    ///
    /// The body has the members that CloudStack's has for this category and no others. It tells less
    /// than the event knows: to the second, and without id, sequence, version and outcome. An
    /// `extended` body has one more member, `petrel`, with the whole event as
    /// ``canonicalBytes`` has it; programs made for CloudStack pass over it.
    public func exchangeMessage(extended: Bool = false) -> ExchangeMessage {
        var json = JSONWriter(capacity: extended ? 1_280 : 512)
        json.object { json in
            writeExchangeBody(to: &json)
            if extended { json.member("petrel", write) }
        }
        return ExchangeMessage(routingKey: topic.description, body: json.bytes)
    }

    private func writeExchangeBody(to json: inout JSONWriter) {
        switch category {
        case .action: writeActionBody(to: &json)
        case .resourceState: writeStateBody(to: &json)
        case .alert: writeAlertBody(to: &json)
        case .usage: writeUsageBody(to: &json)
        case .asyncJob: return writeJobBody(to: &json)
        }
        json.member("eventDateTime", time.text(.exchange))
    }

    private func writeActionBody(to json: inout JSONWriter) {
        json.member("event", type.name)
        json.member("status", outcome?.status)
        json.member("description", description)
        json.member("account", actor?.account ?? owner?.account)
        json.member("user", actor?.user)
        json.member("project", owner?.project)
        json.member("entity", resource?.kind)
        json.member("entityuuid", resource?.id)
        let entities = attributes["entities"]?.object ?? [:]
        json.members(entities.filter { !ExchangeBody.actionMembers.contains($0.key) })
    }

    private func writeStateBody(to json: inout JSONWriter) {
        json.member("resource", resource?.kind)
        json.member("id", resource?.id)
        json.member("old-state", oldState)
        json.member("new-state", newState)
        // CloudStack tells only of machines whether the change is still to come.
        guard resource?.kind == ResourceKind.virtualMachine.name else { return }
        json.member("status", outcome == .started ? ExchangeBody.before : ExchangeBody.after)
    }

    private func writeAlertBody(to json: inout JSONWriter) {
        json.member("event", type.name)
        json.member("dataCenterId", zone)
        json.member("podId", attributes["podId"]?.string)
        json.member("subject", description)
        json.member("body", attributes["body"]?.string)
    }

    private func writeUsageBody(to json: inout JSONWriter) {
        json.member("account", owner?.account)
        json.member("zone", zone)
        json.member("event", type.name)
        json.member("resource", resource.map { ResourceKind($0.kind).className })
        json.member("id", resource?.id)
    }

    private func writeJobBody(to json: inout JSONWriter) {
        json.member("command", attributes["command"]?.string)
        json.member("user", actor?.user)
        json.member("account", actor?.account)
        json.member("processStatus", attributes["processStatus"]?.plainText)
        json.member("resultCode", attributes["resultCode"]?.plainText)
        json.member("status", outcome?.jobStatus)
        json.member("instanceUuid", resource?.id)
        json.member("instanceType", resource?.kind)
        json.member("commandEventType", attributes["commandEventType"]?.string)
        json.member("jobId", cause?.job)
        json.member("jobResult", attributes["jobResult"])
        json.member("cmdInfo", attributes["cmdInfo"])
    }
}

extension JSONValue {
    /// A string as it is, everything else as JSON.
    fileprivate var plainText: String { string ?? description }
}
