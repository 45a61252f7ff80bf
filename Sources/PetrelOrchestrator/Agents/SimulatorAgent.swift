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

    private struct State: Sendable {
        var random: Draws
        var failing: [AgentOrder] = []
    }

    /// The hosts with what runs on them. They go on when the agent, or the whole server, ends.
    public let hypervisors: SimulatedHypervisors
    private let state: Mutex<State>
    public let reports: AsyncStream<AgentReport>
    private let options: Options
    private let wait: @Sendable (Duration) async throws -> Void
    private let reporter: AsyncStream<AgentReport>.Continuation

    /// Waits by `clock`, so tests need not wait at all. An agent that is given the hypervisors of an earlier one finds
    /// there what that one left.
    public init(
        _ options: Options = Options(), clock: any Clock<Duration> = ContinuousClock(),
        hypervisors: SimulatedHypervisors = SimulatedHypervisors()
    ) {
        self.options = options
        self.hypervisors = hypervisors
        state = Mutex(State(random: Draws(state: options.seed)))
        wait = { try await clock.sleep(for: $0) }
        // One report for each accident and machine; more than this has never been reported at once.
        (reports, reporter) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1_000_000))
    }

    /// A host that is found for the first time runs what is expected of it, since it exists in memory only.
    public func connect(_ host: HostCapacity, expecting machines: [String]) async {
        hypervisors.add(host.id, running: machines)
    }

    public func disconnect(host: String) async { hypervisors.remove(host) }

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
        guard hypervisors.isUp(host) else { throw .unreachable(host: host) }
        guard !fails else { throw .failed("the simulated hypervisor refused the order") }
        hypervisors.apply(order, on: host)
    }

    public func isRunning(_ machine: String, on host: String) async throws(AgentError) -> Bool {
        guard let runs = hypervisors.runs(machine, on: host) else {
            throw .unreachable(host: host)
        }
        return runs
    }

    /// The next such order fails.
    public func fail(_ order: AgentOrder) {
        state.withLock { $0.failing.append(order) }
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
