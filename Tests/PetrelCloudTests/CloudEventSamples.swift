import PetrelCloud
import PetrelStates

/// A random number generator that gives the same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Something, or nothing about every third time.
    mutating func perhaps<Value>(_ value: (inout Seeded) -> Value) -> Value? {
        Int.random(in: 0..<3, using: &self) == 0 ? nil : value(&self)
    }

    mutating func pick<Value>(_ values: some Collection<Value>) -> Value {
        values.randomElement(using: &self)!
    }
}

/// Events and texts nobody would think of.
extension Seeded {
    /// Characters that some program trips over, between a few that nobody minds.
    static let hostile: [Unicode.Scalar] = [
        "\"", "\\", "/", "\u{0}", "\u{1}", "\u{8}", "\t", "\n", "\u{B}", "\u{C}", "\r", "\u{1F}",
        "\u{7F}", "\u{80}", "\u{9F}", "\u{A0}", "é", "e\u{301}".unicodeScalars.last!, "\u{2028}",
        "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{1F600}", "\u{10FFFF}", "ß", "%", "*", "#", ".",
        "<", "&", "'", " ", "a", "b", "Z", "0", "9", "-", "_",
    ]

    mutating func text() -> String {
        let length = Int.random(in: 0...12, using: &self)
        var text = String.UnicodeScalarView()
        for _ in 0..<length { text.append(pick(Self.hostile)) }
        return String(text)
    }

    mutating func bytes(upTo limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        let length = Int(next() % UInt64(limit + 1))
        while bytes.count < length {
            withUnsafeBytes(of: next()) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - length)
        return bytes
    }

    mutating func json(depth: Int = 3) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
        case 0: .null
        case 1: .bool(Bool.random(using: &self))
        case 2: .integer(Int64.random(in: .min ... .max, using: &self))
        case 3: .number(finiteNumber())
        case 4: .string(text())
        case 5:
            .array((0..<Int.random(in: 0...3, using: &self)).map { _ in json(depth: depth - 1) })
        default: .object(object(depth: depth - 1))
        }
    }

    mutating func object(depth: Int) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for _ in 0..<Int.random(in: 0...3, using: &self) { members[text()] = json(depth: depth) }
        return members
    }

    mutating func finiteNumber() -> Double {
        let number = Double(bitPattern: next())
        return number.isFinite ? number : 0.1
    }

    mutating func event() -> CloudEvent {
        CloudEvent(
            id: EventID(
                bytes: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &self) })!,
            sequence: perhaps { .random(in: 1 ... .max, using: &$0) },
            category: pick(EventCategory.allCases), type: EventType(text()), source: text(),
            resource: perhaps { ResourceReference(ResourceKind($0.text()), $0.text()) },
            resourceVersion: perhaps { .random(in: 1 ... .max, using: &$0) },
            oldState: perhaps { $0.text() }, trigger: perhaps { $0.text() },
            newState: perhaps { $0.text() },
            outcome: perhaps { $0.pick(CloudEvent.Outcome.allCases) },
            cause: perhaps { random in
                .init(event: random.perhaps { _ in .next() }, job: random.perhaps { $0.text() })
            },
            actor: perhaps { $0.actor() }, owner: perhaps { $0.owner() },
            domainPath: perhaps { $0.text() }, zone: perhaps { $0.text() },
            time: Timestamp(nanoseconds: .random(in: .min ... .max, using: &self)),
            level: pick(CloudEvent.Level.allCases), description: perhaps { $0.text() },
            attributes: perhaps { $0.object(depth: 2) } ?? [:])
    }

    mutating func actor() -> CloudEvent.Actor {
        .init(
            user: text(), account: text(), userName: perhaps { $0.text() },
            accountName: perhaps { $0.text() })
    }

    mutating func owner() -> CloudEvent.Owner {
        .init(
            account: text(), domain: perhaps { $0.text() }, project: perhaps { $0.text() },
            accountName: perhaps { $0.text() })
    }
}
