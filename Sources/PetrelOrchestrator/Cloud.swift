public import PetrelBus
internal import PetrelCloud
public import PetrelLedger
public import PetrelPlugin
public import PetrelStates
internal import Synchronization

/// The cloud as one server runs it: where triggers are decided and from where alone states move.
///
/// ```swift
/// let cloud = try await Cloud.open(ledger: ledger, bus: bus, agent: SimulatorAgent())
/// let registry = try CommandRegistry(cloud.commands)
/// try await cloud.run()   // lives until cancelled
/// ```
///
/// Jobs are worked only while ``run()`` runs; calls that answer at once work at any time.
public final class Cloud: Sendable {
    public let ledger: any Ledger
    public let bus: EventBus
    /// Whoever wants to be asked before, and told after, every state change.
    public let listeners: StateListeners
    public let agent: any Agent
    let machines: [String: AnyStateMachine]
    let order: EventOrder
    let capacity = Capacity()
    let storage = StorageCapacity()
    let leases = Leases()
    let jobs = JobQueue()
    let shownResults = ShownResults()
    let names = ShownNames()
    let options: Options
    private let secrets = Mutex<[String: Set<String>]>([:])

    private init(
        ledger: any Ledger, bus: EventBus, agent: any Agent, listeners: StateListeners,
        order: EventOrder, options: Options
    ) {
        self.ledger = ledger
        self.bus = bus
        self.agent = agent
        self.listeners = listeners
        self.order = order
        self.options = options
        machines = Dictionary(
            ResourceCatalogue.all.map { ($0.kind, AnyStateMachine($0, listeners: listeners)) }
        ) { _, last in last }
    }

    /// The cloud that this ledger knows, settled: what an earlier run left half done is ended, and
    /// the agent has been told of its hosts.
    public static func open(
        ledger: any Ledger, bus: EventBus, agent: any Agent,
        listeners: StateListeners = StateListeners(), options: Options = Options()
    ) async throws -> Cloud {
        let order = EventOrder(after: try await ledger.lastSequence, bus: bus)
        let cloud = Cloud(
            ledger: ledger, bus: bus, agent: agent, listeners: listeners, order: order,
            options: options)
        try await ledger.prepare(tables: "orchestrator", migrations: Configuration.tables)
        let declared = cloud.commands
        cloud.secrets.withLock { secrets in
            for command in declared { secrets[command.name] = command.secretParameters }
        }
        try await cloud.readShownNames()
        try await cloud.settle()
        return cloud
    }

    /// Works jobs, hears the agent's reports and tells the bus of what others committed, until
    /// cancelled; to be called once.
    ///
    /// Jobs that were begun are finished before this returns; those that still wait are failed by the
    /// next start of the server.
    public func run() async throws {
        let last = order.posted
        try await withThrowingTaskGroup { group in
            group.addTask { await self.jobs.run() }
            group.addTask { await self.hearReports() }
            group.addTask { try await self.tellWhatOthersCommit(after: last) }
            group.addTask { try await self.sweepRegularly() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Every command of this server's services.
    public var commands: [APICommand] {
        let services: [any Service] = [
            VirtualMachines(cloud: self), NetworkCards(cloud: self), Volumes(cloud: self),
            Snapshots(cloud: self), Templates(cloud: self), Networks(cloud: self),
            Addresses(cloud: self), Zones(cloud: self), Hosts(cloud: self),
            StoragePools(cloud: self), Offerings(cloud: self), Domains(cloud: self),
            Accounts(cloud: self), Users(cloud: self), Keys(cloud: self), Tags(cloud: self),
            Events(cloud: self), Alerts(cloud: self), JobResults(cloud: self),
            Configuration(cloud: self), Limits(cloud: self), Roles(cloud: self),
            Absent(cloud: self),
        ]
        return services.flatMap(\.commands).map { command in
            command.accepting(AcceptedParameters.all[command.name] ?? []).guarded(by: self)
        }
    }

    /// What a command declares to be secret.
    func secretParameters(of command: String) -> Set<String> {
        secrets.withLock { $0[command] ?? [] }
    }

    private func tellWhatOthersCommit(after sequence: Int64) async throws {
        for try await batch in ledger.follow(after: sequence, limit: 512) { order.offer(batch) }
    }
}

/// Commands of one part of the cloud, next to the code that serves them.
protocol Service: Sendable {
    var cloud: Cloud { get }
    var commands: [APICommand] { get }
}
