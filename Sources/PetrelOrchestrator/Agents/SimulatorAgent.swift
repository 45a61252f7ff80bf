internal import Synchronization

/// Hypervisors that exist in memory only: any number of hosts, with latencies, failures and
/// accidents. The same seed gives the same sequence of draws.
public final class SimulatorAgent: Agent {
    public struct Options: Sendable {
        /// The time an order takes, drawn evenly. 20 to 120 milliseconds.
        public var latency: ClosedRange<Duration> = .milliseconds(20) ... .milliseconds(120)
        /// How many of a thousand orders fail. 0.
        public var failuresPerThousand = 0
        public var seed: UInt64 = 1

        public init() {}
    }

    struct Host: Sendable {
        var capacity: HostCapacity
        var isUp = true
        var running: Set<String> = []
    }

    struct State: Sendable {
        var hosts: [String: Host] = [:]
        var random: Draws
        var failing: [AgentOrder] = []
    }

    let state: Mutex<State>
    public let reports: AsyncStream<AgentReport>
    private let options: Options
    private let wait: @Sendable (Duration) async throws -> Void
    private let reporter: AsyncStream<AgentReport>.Continuation

    /// Waits by `clock`, so tests need not wait at all.
    public init(_ options: Options = Options(), clock: any Clock<Duration> = ContinuousClock()) {
        self.options = options
        state = Mutex(State(random: Draws(state: options.seed)))
        wait = { try await clock.sleep(for: $0) }
        // One report for each accident and machine; more than this has never been reported at once.
        (reports, reporter) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1_000_000))
    }

    public func connect(_ host: HostCapacity, expecting machines: [String]) async {
        state.withLock {
            $0.hosts[host.id, default: Host(capacity: host)].running.formUnion(machines)
        }
    }

    public func disconnect(host: String) async {
        state.withLock { $0.hosts[host] = nil }
    }

    public func perform(_ order: AgentOrder, on host: String) async throws(AgentError) {
        let (latency, fails) = state.withLock { state in
            let scripted = state.failing.firstIndex(of: order)
            if let scripted { state.failing.remove(at: scripted) }
            let drawn = state.random.next(below: 1000) < UInt64(options.failuresPerThousand)
            return (options.latency.lowerBound + spread(&state.random), drawn || scripted != nil)
        }
        do {
            if latency > .zero { try await wait(latency) }
        } catch {
            throw .failed("the order was called off")
        }
        guard !fails else { throw .failed("the simulated hypervisor refused the order") }
        try apply(order, on: host)
    }

    public func isRunning(_ machine: String, on host: String) async throws(AgentError) -> Bool {
        try reach(host).running.contains(machine)
    }

    private func apply(_ order: AgentOrder, on host: String) throws(AgentError) {
        _ = try reach(host)
        state.withLock { state in
            switch order {
            case .start(let machine): state.hosts[host]?.running.insert(machine)
            case .stop(let machine, _): state.hosts[host]?.running.remove(machine)
            case .receive(let machine, let source):
                state.hosts[source]?.running.remove(machine)
                state.hosts[host]?.running.insert(machine)
            case .reboot, .attach, .detach, .storage: break
            }
        }
    }

    private func reach(_ host: String) throws(AgentError) -> Host {
        guard let found = state.withLock({ $0.hosts[host] }), found.isUp else {
            throw .unreachable(host: host)
        }
        return found
    }

    private func spread(_ random: inout Draws) -> Duration {
        let width = options.latency.upperBound - options.latency.lowerBound
        return width * Double(random.next(below: 1024)) / 1024
    }

    func report(_ report: AgentReport) { reporter.yield(report) }
}

/// Seeded numbers (splitmix64).
struct Draws: Sendable {
    var state: UInt64

    mutating func next(below bound: UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = state
        number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
        return (number ^ (number >> 31)) % bound
    }
}
