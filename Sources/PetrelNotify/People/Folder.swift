internal import PetrelCloud

/// Events of one subscription that go out together, as one message.
///
/// Its size does not grow with their number: it counts them by type and names a few, the most severe first.
struct Folder: Sendable, Hashable {
    struct ID: Sendable, Hashable {
        let subscription: String
        /// The first event's sequence.
        let number: Int64
    }

    /// Why they were not sent one by one.
    enum Reason: String, Sendable, Hashable {
        /// So many messages had gone there in the hour before.
        case limit
        /// It was night.
        case quiet
        /// Its owner wants them together.
        case wanted
    }

    struct Named: Sendable, Hashable {
        let sequence: Int64
        let severity: Int
    }

    static let mostNamed = 50
    static let mostTypes = 50

    let id: ID
    let reason: Reason
    /// What the account might know when it began.
    let rights: String
    var due: Timestamp
    private(set) var count: Int64 = 0
    private(set) var types: [String: Int64] = [:]
    /// Of further types.
    private(set) var others: Int64 = 0
    private(set) var named: [Named] = []
    private(set) var first: Int64 = .max
    private(set) var last: Int64 = 0
    private(set) var began = Timestamp(nanoseconds: .max)
    private(set) var ended = Timestamp(nanoseconds: 0)
    /// Those of its events that come again after a kill, since an earlier one was still under way when it was written.
    private(set) var recent: Set<Int64> = []
    /// How often it was tried to send it. Then it takes no more: a message that comes again is the same.
    var tries = 0
    /// It is on its way.
    var isSending = false

    init(_ id: ID, _ reason: Reason, rights: String, due: Timestamp) {
        self.id = id
        self.reason = reason
        self.rights = rights
        self.due = due
    }

    var isOpen: Bool { tries == 0 && !isSending }

    mutating func add(_ event: CloudEvent, _ sequence: Int64, isReplay: Bool) {
        if !isReplay { recent.insert(sequence) }
        count += 1
        let type = event.type.name
        if types[type] != nil || types.count < Self.mostTypes {
            types[type, default: 0] += 1
        } else {
            others += 1
        }
        (first, last) = (min(first, sequence), max(last, sequence))
        (began, ended) = (min(began, event.time), max(ended, event.time))
        name(Named(sequence: sequence, severity: event.level.severity))
    }

    /// Whether an event that comes now is counted already.
    mutating func hasCounted(_ sequence: Int64) -> Bool { recent.remove(sequence) != nil }

    /// What came before this will not come again.
    mutating func pass(_ position: Int64) {
        if !recent.isEmpty { recent = recent.filter { $0 > position } }
    }

    private mutating func name(_ one: Named) {
        guard named.count >= Self.mostNamed else { return named.append(one) }
        guard let least = named.min(by: { $0.severity < $1.severity })?.severity,
            one.severity > least,
            let place = named.lastIndex(where: { $0.severity == least })
        else { return }
        named.remove(at: place)
        named.append(one)
    }
}

extension CloudEvent.Level {
    /// More is worse.
    var severity: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// As it stands in its row.
extension Folder {
    var stored: JSONValue {
        [
            "reason": .string(reason.rawValue), "rights": .string(rights),
            "count": .integer(count), "types": .object(types.mapValues { .integer($0) }),
            "others": .integer(others),
            "named": .array(
                named.map { [.integer($0.sequence), .integer(Int64($0.severity))] }),
            "first": .integer(first), "last": .integer(last),
            "began": .integer(began.nanoseconds), "ended": .integer(ended.nanoseconds),
            "tries": .integer(Int64(tries)),
            "recent": .array(recent.sorted().map { .integer($0) }),
        ]
    }

    init?(_ id: ID, due: Timestamp, stored: JSONValue) {
        guard let reason = stored["reason"]?.string.flatMap(Reason.init),
            let count = stored["count"]?.integer, let types = stored["types"]?.object
        else { return nil }
        self.init(id, reason, rights: stored["rights"]?.string ?? "", due: due)
        self.count = count
        self.types = types.compactMapValues(\.integer)
        others = stored["others"]?.integer ?? 0
        named = (stored["named"]?.array ?? []).compactMap { pair in
            guard let pair = pair.array, pair.count == 2, let sequence = pair[0].integer,
                let severity = pair[1].integer
            else { return nil }
            return Named(sequence: sequence, severity: Int(severity))
        }
        (first, last) = (stored["first"]?.integer ?? 0, stored["last"]?.integer ?? 0)
        began = Timestamp(nanoseconds: stored["began"]?.integer ?? 0)
        ended = Timestamp(nanoseconds: stored["ended"]?.integer ?? 0)
        tries = Int(stored["tries"]?.integer ?? 0)
        recent = Set((stored["recent"]?.array ?? []).compactMap(\.integer))
    }
}
