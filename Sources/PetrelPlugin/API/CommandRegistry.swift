internal import Synchronization

/// The commands that the server knows at this moment. Plug-ins add theirs and take them away again.
///
/// Names are matched with regard to case, as clients send them.
public final class CommandRegistry: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        case nameTaken(String)
        /// Two names that differ in case only have one envelope, so nobody could tell them apart.
        case sameEnvelope(String, as: String)
        case parameterTwice(String, in: String)
        /// `command`, `signature` and their like belong to the protocol.
        case reservedParameter(String, in: String)
    }

    private let commands = Mutex<[String: APICommand]>([:])

    public init() {}

    public convenience init(_ commands: [APICommand]) throws(Refusal) {
        self.init()
        try add(commands)
    }

    /// All of them, or none when one is refused.
    public func add(_ new: [APICommand]) throws(Refusal) {
        let result = commands.withLock { commands in
            Result { () throws(Refusal) in
                var all = commands
                for command in new { try Self.add(command, to: &all) }
                commands = all
            }
        }
        try result.get()
    }

    public func remove(_ names: some Sequence<String>) {
        commands.withLock { commands in for name in names { commands[name] = nil } }
    }

    public func command(_ name: String) -> APICommand? {
        commands.withLock { $0[name] }
    }

    /// All commands in the order of their names.
    public var all: [APICommand] {
        commands.withLock { Array($0.values) }.sorted { $0.name < $1.name }
    }

    private static func add(
        _ command: APICommand, to all: inout [String: APICommand]
    ) throws(Refusal) {
        guard all[command.name] == nil else { throw .nameTaken(command.name) }
        let envelope = command.name.lowercased()
        if let other = all.keys.first(where: { $0.lowercased() == envelope }) {
            throw .sameEnvelope(command.name, as: other)
        }
        try check(command)
        all[command.name] = command
    }

    private static func check(_ command: APICommand) throws(Refusal) {
        var seen: Set<String> = []
        for name in command.parameters.map({ $0.name.lowercased() }) {
            if reserved.contains(name) { throw .reservedParameter(name, in: command.name) }
            if !seen.insert(name).inserted { throw .parameterTwice(name, in: command.name) }
        }
    }

    private static let reserved: Set<String> = [
        "command", "apikey", "signature", "signatureversion", "expires", "sessionkey", "response",
    ]
}
