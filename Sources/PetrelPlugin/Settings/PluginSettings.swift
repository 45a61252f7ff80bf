public import PetrelCloud

/// A plug-in's section of the configuration, as it was written.
///
/// Read it with ``read(_:)``, which gathers every mistake before it throws.
public struct PluginSettings: Sendable, Hashable {
    /// The section's name, as `plugins.tickets`.
    public let place: String
    public let values: [String: JSONValue]

    public init(place: String, values: [String: JSONValue] = [:]) {
        self.place = place
        self.values = values
    }

    /// Reads values one after the other, and throws one ``PluginSettingsError`` for all that are wrong, those included
    /// that nobody asked for.
    public func read<Result>(_ body: (inout PluginSettingsReader) throws -> Result) throws -> Result
    {
        var reader = PluginSettingsReader(self)
        let result = try body(&reader)
        try reader.finish()
        return result
    }
}

/// Everything that is wrong with a plug-in's settings.
public struct PluginSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Mistake: Sendable, Hashable {
        /// As `plugins.tickets.port`.
        public var key: String
        /// What was found there, if anything; never of a secret.
        public var value: String?
        /// What belongs there.
        public var expected: String

        public init(key: String, value: String?, expected: String) {
            self.key = key
            self.value = value
            self.expected = expected
        }
    }

    public var mistakes: [Mistake]

    public init(mistakes: [Mistake]) { self.mistakes = mistakes }

    public var description: String {
        mistakes.map { mistake in
            let found = mistake.value.map { " is \($0)" } ?? ""
            return "\(mistake.key)\(found): \(mistake.expected)"
        }.joined(separator: "\n")
    }
}
