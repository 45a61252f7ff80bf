import Foundation
import PetrelPlugin
import Testing

/// The commands of the field's API, as its own declarations give them: one line a command, one a kind
/// of answer.
struct Contract {
    struct Command {
        var name: String
        var mode: String
        /// Types of its action events, any of which will do; none where the declaration has none.
        var types: [String]
        /// What its list is called.
        var key: String?
        var answer: String
        var parameters: [(name: String, kind: String, isRequired: Bool)]
    }

    private(set) var commands: [Command] = []
    /// Commands that are not this room's, each with what stands for it.
    private(set) var elsewhere: [String: String] = [:]
    /// The members of each kind of answer, by its name.
    private(set) var answers: [String: [(name: String, kind: String)]] = [:]

    init() throws {
        let url = try #require(
            Bundle.module.url(forResource: "Fixtures/contract.tsv", withExtension: nil))
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: "\t").map(String.init)
            switch words[0] {
            case "response": answers[words[1]] = words.dropFirst(2).map(Self.member)
            case "elsewhere": elsewhere[words[1]] = words[2]
            default: commands.append(Self.command(words))
            }
        }
    }

    private static func command(_ words: [String]) -> Command {
        Command(
            name: words[1], mode: words[2],
            types: words[3] == "-" ? [] : words[3].split(separator: "/").map(String.init),
            key: words[4] == "-" ? nil : words[4], answer: words[5],
            parameters: words.dropFirst(6).map { word in
                let (name, kind) = member(word)
                let isRequired = kind.hasSuffix("!")
                return (name, isRequired ? String(kind.dropLast()) : kind, isRequired)
            })
    }

    private static func member(_ word: String) -> (String, String) {
        let parts = word.split(separator: ":")
        return (String(parts[0]), String(parts[1]))
    }
}

extension APIField.Kind {
    /// What the value is in JSON.
    var json: String {
        switch self {
        case .string, .date: "text"
        case .integer, .long, .double: "number"
        case .boolean: "boolean"
        case .list: "list"
        case .map, .object: "object"
        }
    }
}
