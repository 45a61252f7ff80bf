import Foundation
import PetrelCloud
import PetrelStates

/// A kind by names, as the tests over all kinds read it.
struct ResourceSample: Sendable, CustomStringConvertible {
    let machine: AnyStateMachine
    /// The states a resource may begin in, with what that means for usage.
    let beginnings: [String: [Metering]]

    var description: String { machine.kind }

    static let all = ResourceCatalogue.all.map { ResourceSample($0) }

    static func of(_ kind: String) -> ResourceSample? {
        all.first { $0.machine.kind == kind }
    }

    init<Life: CloudResource>(_ life: Life.Type) {
        machine = AnyStateMachine(life)
        let initial = life.initial.map { ($0.rawValue, life.meteredAtCreation[$0] ?? []) }
        beginnings = Dictionary(uniqueKeysWithValues: initial)
    }

    /// The declared rows for a state and trigger, searched by hand.
    func rows(from state: String, on trigger: String) -> [AnyTransition] {
        machine.transitions.filter { $0.from == state && $0.trigger == trigger }
    }
}

/// One row, by names alone.
struct SampleRow: Hashable, CustomStringConvertible {
    let from: String
    let trigger: String
    let target: String

    var description: String { "\(from) -\(trigger)-> \(target)" }
}

/// A kind as the field has it, read from `Fixtures/field-lives.tsv`.
struct FieldLife: Sendable, CustomStringConvertible {
    var kind: String
    var states: [String] = []
    var triggers: [String] = []
    var beginnings: [String] = []
    var endings: [String] = []
    var rows: [SampleRow] = []

    var description: String { kind }

    static let all: [FieldLife] = {
        guard
            let url = Bundle.module.url(forResource: "Fixtures/field-lives", withExtension: "tsv"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return lives(in: text)
    }()

    /// Those whose rows the field has itself, so that ours must be the same.
    static let withRows = all.filter { !$0.rows.isEmpty }

    private static func lives(in text: String) -> [FieldLife] {
        var lives: [FieldLife] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: "\t").map(String.init)
            if lives.last?.kind != words[0] { lives.append(FieldLife(kind: words[0])) }
            lives[lives.count - 1].add(words[1], words.dropFirst(2).map(\.self))
        }
        return lives
    }

    private mutating func add(_ what: String, _ names: [String]) {
        switch what {
        case "state": states += names
        case "trigger": triggers += names
        case "begin": beginnings += names
        case "end": endings += names
        default: rows.append(SampleRow(from: names[0], trigger: names[1], target: names[2]))
        }
    }
}
