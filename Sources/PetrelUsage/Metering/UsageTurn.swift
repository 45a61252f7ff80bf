internal import PetrelCloud
internal import PetrelStates

/// One event taken into the usage of one resource.
struct UsageTurn {
    let resource: ResourceReference
    let event: CloudEvent
    var usage: ResourceUsage
    private(set) var steps: [UsageStep] = []
    private let time: Timestamp
    private var sequence: Int64 { event.sequence ?? 0 }

    init(_ resource: ResourceReference, _ event: CloudEvent, _ usage: ResourceUsage) {
        self.resource = resource
        self.event = event
        self.usage = usage
        time = max(event.time, usage.clock)
        self.usage.clock = time
    }

    /// A creation, a move, a revision or the end.
    mutating func changed(by metering: [Metering]) {
        listen()
        for meaning in metering { apply(meaning) }
        for slot in usage.open.keys.inOrder where slot.isTheResources { renew(slot) }
        if event.newState == nil { for slot in usage.open.keys.inOrder { close(slot) } }
    }

    /// Something a user did that moved no state. What is not open stays so: an action does not know the state.
    mutating func acted(_ metering: [Metering]) {
        guard !metering.isEmpty else { return }
        usage.told.attributes.merge(event.attributes.filter(Self.isKnown)) { _, new in new }
        for meaning in metering {
            if case .changes(let meter) = meaning {
                renew(slot(meter))
            } else {
                apply(meaning)
            }
        }
    }

    /// What a change tells replaces what was known; one that tells no attributes leaves them.
    private mutating func listen() {
        var told = UsageTerms(of: event)
        if event.owner == nil, usage.told.account != "" {
            told = usage.told
        }
        told.attributes = event.attributes.filter(Self.isKnown)
        told.name = event.attributes["name"]?.string
        if event.attributes.isEmpty {
            (told.attributes, told.name) = (usage.told.attributes, usage.told.name)
        }
        usage.told = told
        usage.state = event.newState ?? usage.state
    }

    private static func isKnown(_ attribute: (key: String, value: JSONValue)) -> Bool {
        MeterTerms.all.contains(attribute.key)
    }

    private mutating func apply(_ meaning: Metering) {
        switch meaning {
        case .closes(let meter): close(slot(meter))
        case .opens(let meter), .changes(let meter):
            let slot = slot(meter)
            if usage.open[slot] == nil { open(slot) } else { renew(slot) }
        }
    }

    private func slot(_ meter: Meter) -> UsageSlot {
        let isBySubject = MeterTerms.bySubject.contains(meter)
        let machine = isBySubject ? event.attributes["virtualmachineid"]?.string : nil
        return UsageSlot(meter: meter, subject: machine ?? "")
    }

    private mutating func open(_ slot: UsageSlot) { open(slot, terms(slot)) }

    private mutating func open(_ slot: UsageSlot, _ terms: UsageTerms) {
        let interval = UsageInterval(
            resource: resource, meter: slot.meter, subject: slot.subject, start: time,
            terms: terms, openedBy: sequence)
        usage.open[slot] = interval
        steps.append(.interval(interval))
    }

    /// Ends what is open, if anything is.
    mutating func close(_ slot: UsageSlot) {
        guard var interval = usage.open.removeValue(forKey: slot) else { return }
        interval.end = time
        interval.closedBy = sequence
        steps.append(interval.start == time ? .none(interval) : .interval(interval))
    }

    /// Goes on under the terms that hold now.
    private mutating func renew(_ slot: UsageSlot) {
        guard let interval = usage.open[slot], interval.terms != terms(slot) else { return }
        close(slot)
        open(slot)
    }

    private func terms(_ slot: UsageSlot) -> UsageTerms {
        var terms = usage.told
        if !slot.subject.isEmpty, event.owner != nil { terms = subjectTerms }
        let names = MeterTerms.names(of: slot.meter)
        terms.attributes = terms.attributes.filter { names.contains($0.key) }
        if names.contains("state") { terms.attributes["state"] = .string(usage.state) }
        return terms
    }

    /// Whoever owns the machine pays, not who owns the group or the offering.
    private var subjectTerms: UsageTerms {
        var terms = UsageTerms(of: event)
        terms.attributes = event.attributes.filter(Self.isKnown)
        terms.name = event.attributes["name"]?.string ?? usage.told.name
        return terms
    }
}

extension Sequence<UsageSlot> {
    /// The same order every time.
    var inOrder: [UsageSlot] {
        sorted { ($0.meter.name, $0.subject) < ($1.meter.name, $1.subject) }
    }
}

extension UsageTurn {
    /// A gauge that shows this from now on.
    mutating func holds(_ value: Int64, _ meter: Meter) {
        var told = UsageTerms(of: event)
        told.name = event.attributes["name"]?.string
        told.attributes = ["value": .integer(value)]
        let slot = UsageSlot(meter: meter, subject: "")
        if let open = usage.open[slot], open.terms == told { return }
        close(slot)
        if value > 0 { open(slot, told) }
    }
}
