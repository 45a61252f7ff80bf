/// A number of a plug-in, as Prometheus reads it. The server puts `petrel_NAME_` before its name.
public struct PluginMetric: Sendable {
    public enum Kind: String, Sendable {
        /// Only grows; its name ends in `_total`.
        case counter
        case gauge
    }

    /// Values by their labels.
    public struct Sample: Sendable, Hashable {
        public var labels: [String: String]
        public var value: Double

        public init(_ value: Double, labels: [String: String] = [:]) {
            self.labels = labels
            self.value = value
        }
    }

    public let name: String
    public let kind: Kind
    /// What it counts, and its unit.
    public let summary: String
    public let samples: @Sendable () -> [Sample]

    public init(
        _ name: String, _ kind: Kind, _ summary: String, samples: @escaping @Sendable () -> [Sample]
    ) {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.samples = samples
    }
}
