import PetrelCloud
import PetrelStates

extension ResourceSection {
    /// What a kind costs apart from its rows; empty when that is nothing.
    static func costs<Kind: CloudResource>(_ type: Kind.Type) -> [String] {
        let created = Kind.initial.compactMap { state in
            Kind.meteredAtCreation[state].map { line("Created `\(state.rawValue)`", $0) }
        }
        let acted = Kind.meteredActions.sorted { $0.key.name < $1.key.name }.map {
            line(Markdown.code($0.key.name), $0.value)
        }
        let lines = created + acted
        return lines.isEmpty ? [] : ["Usage apart from the rows:", ""] + lines + [""]
    }

    private static func line(_ occasion: String, _ metering: [Metering]) -> String {
        "- \(occasion) \(metering.map(\.phrase).joined(separator: ", "))."
    }
}

extension Metering {
    /// Such as: opens `VOLUME`.
    var phrase: String {
        switch self {
        case .opens(let meter): "opens `\(meter)`"
        case .closes(let meter): "closes `\(meter)`"
        case .changes(let meter): "changes `\(meter)`"
        }
    }
}
