internal import PetrelCloud
internal import PetrelNotify

/// What a channel says of itself and its settings.
extension ChannelExam {
    static let declaring = [
        Question("its kind and its settings are words that can stand in an address", words),
        Question("good settings are taken", good),
        Question("an unknown setting is refused and named", unknown),
        Question("a missing setting is refused and named", missing),
        Question("all mistakes are told at once", allAtOnce),
        Question("no mistake tells a secret", secrets),
    ]

    private static func words(_ candidate: ChannelCandidate) throws {
        for name in [candidate.type.kind.rawValue] + candidate.type.settings.map(\.name) {
            let isWord =
                !name.isEmpty && name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) }
            try expect(isWord, "\"\(name)\" is lower-case letters")
        }
        try expect(!candidate.type.summary.isEmpty, "a summary")
        for setting in candidate.type.settings {
            try expect(!setting.meaning.isEmpty, "\(setting.name) says what it means")
        }
    }

    private static func good(_ candidate: ChannelCandidate) throws {
        _ = try candidate.type.init(candidate.settings, candidate.environment)
    }

    private static func unknown(_ candidate: ChannelCandidate) throws {
        let named = try mistakes(candidate) { $0["nosuchsetting"] = "x" }
        try expect(named.contains { $0.setting == "nosuchsetting" }, "nosuchsetting is named")
    }

    private static func missing(_ candidate: ChannelCandidate) throws {
        for setting in candidate.type.settings where setting.isRequired {
            let named = try mistakes(candidate) { $0[setting.name] = nil }
            try expect(
                named.contains { $0.setting == setting.name }, "\(setting.name) is named")
        }
    }

    private static func allAtOnce(_ candidate: ChannelCandidate) throws {
        let required = candidate.type.settings.first(where: \.isRequired)?.name
        let named = try mistakes(candidate) { values in
            values["nosuchsetting"] = "x"
            if let required { values[required] = .array([.array([])]) }
        }
        try expect(named.count >= (required == nil ? 1 : 2), "every mistake is told: \(named)")
    }

    private static func secrets(_ candidate: ChannelCandidate) throws {
        let named = try mistakes(candidate) { values in
            for setting in candidate.type.settings where setting.isSecret {
                values[setting.name] = .string("\(candidate.secret)\u{1}")
            }
            values["nosuchsetting"] = "x"
        }
        let text = ChannelMistakes(named).description
        try expect(!text.contains(candidate.secret), "a mistake tells the secret: \(text)")
    }

    private static func mistakes(
        _ candidate: ChannelCandidate, _ change: (inout [String: JSONValue]) -> Void
    ) throws -> [ChannelMistakes.Mistake] {
        var values = candidate.settings.values
        change(&values)
        do {
            _ = try candidate.type.init(ChannelSettings(values), candidate.environment)
        } catch {
            return error.mistakes
        }
        throw ChannelExamFailure(description: "wrong settings were taken")
    }
}
