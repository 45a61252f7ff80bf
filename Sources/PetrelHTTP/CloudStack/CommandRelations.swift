internal import PetrelPlugin

/// Which commands answer with the same kind of object, so that clients can find ids.
struct CommandRelations {
    private let byKey: [String: [String]]

    init(_ commands: [APICommand]) {
        byKey = Dictionary(grouping: commands.filter { !$0.response.key.isEmpty }) {
            $0.response.key.lowercased()
        }.mapValues { $0.map(\.name) }
    }

    /// Other commands with the same objects, with commas between them.
    func sameObject(as command: APICommand) -> String {
        guard command.response.shape != .success else { return "" }
        return names(command.response.key).filter { $0 != command.name }.joined(separator: ",")
    }

    /// Commands that answer with resources of a kind; those that list come first.
    func knowing(_ kind: String) -> String {
        let names = names(kind)
        let lists = names.filter { $0.hasPrefix("list") }
        return (lists + names.filter { !$0.hasPrefix("list") }).joined(separator: ",")
    }

    private func names(_ key: String) -> [String] {
        let key = key.lowercased()
        return byKey[Self.answerKeys[key] ?? key] ?? []
    }

    /// Kinds of resources whose objects have another name in answers.
    private static let answerKeys = [
        "diskoffering": "diskoffering", "publicip": "publicipaddress",
        "ipaddress": "publicipaddress", "sshkeypair": "sshkeypair", "event": "event",
        "asyncjob": "asyncjobs", "guestos": "ostype", "iso": "iso", "resourcetag": "tag",
    ]
}

extension APICommand {
    /// Whether it only reads, and so may be sent by GET.
    var isReading: Bool {
        !mode.isAsynchronous
            && ["list", "get", "query", "find", "is"].contains { name.hasPrefix($0) }
    }
}

extension APIField {
    /// The summary, or the name for want of one.
    var description: String { summary.isEmpty ? "The \(name)." : summary }
}

extension APIField.Kind {
    /// The word for the type in `listApis`.
    var typeName: String {
        switch self {
        case .string, .integer, .long, .double, .boolean, .date, .list, .map: rawValue
        case .object: "responseobject"
        }
    }
}
