internal import Synchronization

/// Hosts in memory, with the machines that run on them.
public final class SimulatedHypervisors: Sendable {
    private struct Host: Sendable {
        var isUp = true
        var running: Set<String> = []
    }

    private struct State: Sendable {
        var hosts: [String: Host] = [:]
        /// Where each machine runs.
        var places: [String: String] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// The machines that run on a host.
    public func machines(on host: String) -> Set<String> {
        state.withLock { $0.hosts[host]?.running ?? [] }
    }

    /// Where a machine runs; `nil` when it runs nowhere.
    public func host(of machine: String) -> String? { state.withLock { $0.places[machine] } }

    func add(_ host: String, running machines: [String]) {
        state.withLock { state in
            guard state.hosts[host] == nil else { return }
            state.hosts[host] = Host()
            for machine in machines { Self.place(machine, on: host, in: &state) }
        }
    }

    func remove(_ host: String) {
        state.withLock { state in
            for machine in state.hosts[host]?.running ?? [] { state.places[machine] = nil }
            state.hosts[host] = nil
        }
    }

    func isUp(_ host: String) -> Bool { state.withLock { $0.hosts[host]?.isUp ?? false } }

    /// `nil` when the host cannot be asked.
    func runs(_ machine: String, on host: String) -> Bool? {
        state.withLock { state in
            guard let found = state.hosts[host], found.isUp else { return nil }
            return found.running.contains(machine)
        }
    }

    func apply(_ order: AgentOrder, on host: String) {
        state.withLock { state in
            switch order {
            case .start(let machine), .receive(let machine, _):
                Self.place(machine, on: host, in: &state)
            case .stop(let machine, _):
                if state.places[machine] == host { Self.stop(machine, in: &state) }
            case .reboot, .attach, .detach, .storage: break
            }
        }
    }

    /// Where it ran, if it did.
    func stop(_ machine: String) -> String? {
        state.withLock { Self.stop(machine, in: &$0) }
    }

    /// False when there is no such host, or it is down.
    func start(_ machine: String, on host: String) -> Bool {
        state.withLock { state in
            guard state.hosts[host]?.isUp == true else { return false }
            Self.place(machine, on: host, in: &state)
            return true
        }
    }

    /// A host that dies loses what runs on it. False when there is no such host.
    func turn(_ host: String, up isUp: Bool) -> Bool {
        state.withLock { state in
            guard let found = state.hosts[host] else { return false }
            for machine in found.running where !isUp { Self.stop(machine, in: &state) }
            state.hosts[host]?.isUp = isUp
            return true
        }
    }

    private static func place(_ machine: String, on host: String, in state: inout State) {
        stop(machine, in: &state)
        state.hosts[host]?.running.insert(machine)
        state.places[machine] = host
    }

    @discardableResult
    private static func stop(_ machine: String, in state: inout State) -> String? {
        guard let host = state.places.removeValue(forKey: machine) else { return nil }
        state.hosts[host]?.running.remove(machine)
        return host
    }
}
