internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates
internal import PetrelTesting

extension CloudEvent {
    private static let kinds: [ResourceKind] = ["VirtualMachine", "Volume"]
    /// Those of events that come without a change.
    private static let categories = EventCategory.allCases.filter { $0 != .resourceState }
    private static let paths = ["/", "/acme/", "/acme/research/", "/acme-two/", "/zeta/"]

    /// An event in which everything that can be asked for takes one of a few values.
    static func sample(_ random: inout SeededRandom) -> CloudEvent {
        let type = ["VM.START", "VM.STOP", "VOLUME.CREATE", "ALERT.CPU"].randomElement(
            using: &random)
        let number = Int.random(in: 1...5, using: &random)
        let kind = kinds.randomElement(using: &random) ?? "Volume"
        let id = "00000000-0000-4000-8000-00000000000\(number)"
        let hasOwner = Bool.random(using: &random)
        return CloudEvent(
            category: categories.randomElement(using: &random) ?? .action,
            type: EventType(type ?? ""),
            resource: Bool.random(using: &random) ? .init(kind, id) : nil,
            cause: Cause(job: Bool.random(using: &random) ? "job-\(number)" : nil),
            owner: hasOwner ? Owner(account: "account-\(number % 3)") : nil,
            domainPath: hasOwner ? paths.randomElement(using: &random) : nil,
            time: Timestamp(seconds: 1_000 + Int64.random(in: 0..<50, using: &random)),
            level: Level.allCases.randomElement(using: &random) ?? .info,
            description: ["Started 100%", "stopped_by host", nil][number % 3])
    }
}

extension EventQuery {
    /// A question that some of the events probably answer.
    static func sample(from events: [CloudEvent], _ random: inout SeededRandom) -> EventQuery {
        var query = EventQuery()
        query.limit = [1, 4, 25, 500].randomElement(using: &random) ?? 25
        query.ascending = Bool.random(using: &random)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            guard let event = events.randomElement(using: &random) else { break }
            query.narrow(to: event, by: Int.random(in: 0..<12, using: &random), &random)
        }
        return query
    }

    /// Asks for what this event has.
    private mutating func narrow(
        to event: CloudEvent, by aspect: Int, _ random: inout SeededRandom
    ) {
        switch aspect {
        case 0: categories = [event.category, .alert]
        case 1: types = [event.type]
        case 2: types = [event.type, "VM.STOP", "NOBODY.KNOWS"]
        case 3: resource = event.resource?.id
        case 4: account = event.owner?.account
        case 5: domainPath = event.domainPath
        case 6: (domainPath, includesSubdomains) = (event.domainPath ?? "/acme/", true)
        case 7: levels = [event.level]
        case 8: ids = [event.id, .next()]
        case 9: job = event.cause?.job
        case 10: (from, to) = (event.time, event.time.advanced(by: .seconds(20)))
        default: narrow(toTextOf: event, &random)
        }
    }

    private mutating func narrow(toTextOf event: CloudEvent, _ random: inout SeededRandom) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: keyword = "00%"
        case 1: keyword = "D_BY"
        case 2: afterSequence = event.sequence
        default:
            pattern = ["#.VirtualMachine.*", "*.ActionEvent.#", "#.VM-START.#"]
                .randomElement(using: &random)
        }
    }

    /// Whether the event is one that the question asks for, said as plainly as can be.
    func isAnswered(by event: CloudEvent) -> Bool {
        let text = "\(event.type.name)\n\(event.description ?? "")".lowercased()
        return [
            categories?.contains(event.category), types?.contains(event.type),
            pattern?.matches(event.topic), resource.map { $0 == event.resource?.id },
            account.map { $0 == event.owner?.account }, domainPath.map { isWithin($0, event) },
            levels?.contains(event.level), ids?.contains(event.id),
            job.map { $0 == event.cause?.job }, keyword.map { text.contains($0.lowercased()) },
            from.map { event.time >= $0 }, to.map { event.time <= $0 },
            afterSequence.map { event.sequence ?? 0 > $0 },
        ].allSatisfy { $0 ?? true }
    }

    private func isWithin(_ path: String, _ event: CloudEvent) -> Bool {
        guard let own = event.domainPath else { return false }
        return includesSubdomains ? own.hasPrefix(path) : own == path
    }
}
