/// What goes wrong, on demand.
extension SimulatorAgent {
    /// The host dies with everything on it.
    public func lose(host: String) {
        if hypervisors.turn(host, up: false) { report(.hostLost(host)) }
    }

    /// The host comes back, empty.
    public func restore(host: String) {
        if hypervisors.turn(host, up: true) { report(.hostBack(host)) }
    }

    /// The machine stops by itself, as by a shutdown from inside.
    public func powerOff(machine: String) {
        if let host = hypervisors.stop(machine) { report(.machineStopped(machine, host: host)) }
    }

    /// The machine starts by itself, or goes on elsewhere, as when somebody works on the hypervisors directly.
    public func powerOn(machine: String, on host: String) {
        if hypervisors.start(machine, on: host) { report(.machineRuns(machine, host: host)) }
    }

    public func machines(on host: String) -> Set<String> { hypervisors.machines(on: host) }
}
