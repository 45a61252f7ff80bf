internal import PetrelCloud
internal import PetrelStates

/// Events that tell amounts, values and corrections.
extension UsageFold {
    func measured(_ event: CloudEvent, _ usage: inout ResourceUsage) -> [UsageStep] {
        guard let resource = event.measuredResource, let name = event.attributes["meter"]?.string
        else { return [] }
        if event.type == .usageCorrection { return corrected(event, resource, Meter(name)) }
        switch meters[name] {
        case .counter, .duration: return counted(event, resource, name, &usage)
        case .gauge: return gauged(event, resource, Meter(name), &usage)
        case .unique:
            guard let text = event.attributes["value"]?.string else { return [] }
            return [sample(event, resource, name, 0, text)]
        case nil: return []
        }
    }

    private func counted(
        _ event: CloudEvent, _ resource: ResourceReference, _ name: String,
        _ usage: inout ResourceUsage
    ) -> [UsageStep] {
        guard let amount = amount(event, name, &usage), amount > 0 else { return [] }
        return [sample(event, resource, name, amount, nil)]
    }

    private func amount(
        _ event: CloudEvent, _ name: String, _ usage: inout ResourceUsage
    ) -> Int64? {
        guard let reading = event.attributes["reading"]?.integer else {
            return event.attributes["value"]?.integer
        }
        guard reading >= 0 else { return nil }
        let last = usage.readings.updateValue(reading, forKey: name) ?? 0
        return reading >= last ? reading - last : reading
    }

    private func gauged(
        _ event: CloudEvent, _ resource: ResourceReference, _ meter: Meter,
        _ usage: inout ResourceUsage
    ) -> [UsageStep] {
        guard let value = event.attributes["value"]?.integer, value >= 0 else { return [] }
        var turn = UsageTurn(resource, event, usage)
        turn.holds(value, meter)
        usage = turn.usage
        return turn.steps
    }

    private func sample(
        _ event: CloudEvent, _ resource: ResourceReference, _ name: String, _ amount: Int64,
        _ text: String?
    ) -> UsageStep {
        .sample(
            UsageSample(
                resource: resource, meter: Meter(name), time: event.time, amount: amount,
                text: text, terms: event.measuredTerms, sequence: event.sequence ?? 0))
    }

    /// Time that is taken back or added; what it corrects stays as it was.
    private func corrected(
        _ event: CloudEvent, _ resource: ResourceReference, _ meter: Meter
    ) -> [UsageStep] {
        guard let from = event.attributes["from"]?.string.flatMap({ Timestamp($0) }),
            let to = event.attributes["to"]?.string.flatMap({ Timestamp($0) }), from < to,
            let weight = event.attributes["weight"]?.integer, weight == 1 || weight == -1
        else { return [] }
        let sequence = event.sequence ?? 0
        return [
            .interval(
                UsageInterval(
                    resource: resource, meter: meter,
                    subject: event.attributes["subject"]?.string ?? "", start: from, end: to,
                    terms: event.attributes["terms"].map(UsageTerms.init(json:))
                        ?? event.measuredTerms,
                    weight: Int(weight), correction: sequence, openedBy: sequence,
                    closedBy: sequence))
        ]
    }
}

extension EventType {
    static let usageCorrection: EventType = "USAGE.CORRECTION"
}

extension CloudEvent {
    /// What was measured; what belongs to no resource is the account's.
    var measuredResource: ResourceReference? {
        resource ?? owner.map { ResourceReference(.account, $0.account) }
    }

    fileprivate var measuredTerms: UsageTerms {
        var terms = UsageTerms(of: self)
        terms.name = attributes["name"]?.string
        let names: Set<String> = ["networkid", "virtualmachineid", "type"]
        terms.attributes = attributes.filter { names.contains($0.key) }
        return terms
    }
}
