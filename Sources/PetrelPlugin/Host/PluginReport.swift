public import PetrelCloud

/// How a plug-in does, for lists and metrics.
public struct PluginReport: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        case starting = "Starting"
        case running = "Running"
        /// It failed and will be started again.
        case failed = "Failed"
        case stopped = "Stopped"
    }

    public let name: String
    public let summary: String
    public let state: State
    public let health: PluginHealth
    /// Events of the ledger that its slowest subscription has still to do.
    public let behind: Int64
    /// How often it was started again since the server began.
    public let restarts: Int
    public let lastFailure: String?
    public let lastFailureTime: Timestamp?
}
