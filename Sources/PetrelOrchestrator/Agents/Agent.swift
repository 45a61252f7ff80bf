/// What talks to hypervisors, for all hosts of the cloud.
///
/// Orders return when they are done or throw when they are not; a machine's orders come one after
/// the other. Nobody is held up by a slow host but those who ordered there.
public protocol Agent: Sendable {
    /// A host joins, or is found again after a restart of the server. `machines` are those that
    /// should run on it, as far as the server knows.
    func connect(_ host: HostCapacity, expecting machines: [String]) async
    func disconnect(host: String) async
    func perform(_ order: AgentOrder, on host: String) async throws(AgentError)
    /// Whether the machine runs on that host now.
    func isRunning(_ machine: String, on host: String) async throws(AgentError) -> Bool
    /// What happens without an order. One reader at a time.
    var reports: AsyncStream<AgentReport> { get }
}

/// How much a host can carry.
public struct HostCapacity: Sendable, Hashable {
    public var id: String
    public var zone: String
    public var cores: Int
    public var megabytes: Int

    public init(id: String, zone: String, cores: Int, megabytes: Int) {
        self.id = id
        self.zone = zone
        self.cores = cores
        self.megabytes = megabytes
    }
}

public enum AgentOrder: Sendable, Hashable {
    case start(machine: String)
    case stop(machine: String, forced: Bool)
    case reboot(machine: String)
    case receive(machine: String, from: String)
    case attach(volume: String, to: String)
    case detach(volume: String, from: String)
    /// Work on storage, as creating a volume or a snapshot.
    case storage(String, volume: String)
}

public enum AgentReport: Sendable, Hashable {
    case machineStopped(String, host: String)
    case machineRuns(String, host: String)
    case hostLost(String)
    case hostBack(String)
}

public enum AgentError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreachable(host: String)
    case noCapacity(String)
    case unknownMachine(String)
    case failed(String)

    public var description: String {
        switch self {
        case .unreachable(let host): "host \(host) cannot be reached"
        case .noCapacity(let text), .failed(let text): text
        case .unknownMachine(let machine): "the host does not know machine \(machine)"
        }
    }
}
