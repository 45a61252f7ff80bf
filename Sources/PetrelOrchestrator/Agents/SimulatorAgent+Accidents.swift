internal import Synchronization

/// What goes wrong, on demand.
extension SimulatorAgent {
    /// The host dies with everything on it.
    public func lose(host: String) {
        let known = state.withLock { state in
            state.hosts[host]?.isUp = false
            state.hosts[host]?.running = []
            return state.hosts[host] != nil
        }
        if known { report(.hostLost(host)) }
    }

    /// The host comes back, empty.
    public func restore(host: String) {
        let known = state.withLock { state in
            state.hosts[host]?.isUp = true
            return state.hosts[host] != nil
        }
        if known { report(.hostBack(host)) }
    }

    /// The machine stops by itself, as by a shutdown from inside.
    public func powerOff(machine: String) {
        let host = state.withLock { state in
            let host = state.hosts.first { $0.value.running.contains(machine) }?.key
            if let host { state.hosts[host]?.running.remove(machine) }
            return host
        }
        if let host { report(.machineStopped(machine, host: host)) }
    }

    /// The next such order fails.
    public func fail(_ order: AgentOrder) {
        state.withLock { $0.failing.append(order) }
    }

    public func machines(on host: String) -> Set<String> {
        state.withLock { $0.hosts[host]?.running ?? [] }
    }
}
