internal import PetrelCloud
internal import Synchronization

/// What every host can carry and what is promised already. The ledger is the truth; this is its
/// sum, made at start.
final class Capacity: Sendable {
    struct Load: Sendable {
        var capacity: HostCapacity
        var takesMachines = true
        var cores = 0
        var megabytes = 0
    }

    struct Claim: Sendable {
        var host: String
        var cores: Int
        var megabytes: Int
    }

    private struct State {
        var hosts: [String: Load] = [:]
        var claims: [String: Claim] = [:]
    }

    private let state = Mutex(State())

    func add(_ host: HostCapacity, takesMachines: Bool) {
        state.withLock { state in
            var load = state.hosts[host.id] ?? Load(capacity: host)
            load.capacity = host
            load.takesMachines = takesMachines
            state.hosts[host.id] = load
        }
    }

    func remove(host: String) { state.withLock { $0.hosts[host] = nil } }

    func load(of host: String) -> Load? { state.withLock { $0.hosts[host] } }

    /// The emptiest host of the zone that has room; the room is taken from then on.
    func claim(
        for machine: String, cores: Int, megabytes: Int, zone: String, host wanted: String? = nil,
        avoiding avoided: String? = nil
    ) -> String? {
        state.withLock { state in
            let fitting = state.hosts.values.filter { load in
                load.takesMachines && load.capacity.zone == zone && load.capacity.id != avoided
                    && (wanted == nil || wanted == load.capacity.id)
                    && load.cores + cores <= load.capacity.cores
                    && load.megabytes + megabytes <= load.capacity.megabytes
            }
            // Equal loads are decided by id, so that a seed decides everything.
            let best = fitting.min {
                ($0.megabytes, $0.capacity.id) < ($1.megabytes, $1.capacity.id)
            }
            guard let host = best?.capacity.id else { return nil }
            Self.place(
                Claim(host: host, cores: cores, megabytes: megabytes), of: machine, in: &state)
            return host
        }
    }

    /// Notes what is taken already.
    func note(machine: String, on host: String, cores: Int, megabytes: Int) {
        state.withLock {
            Self.place(
                Claim(host: host, cores: cores, megabytes: megabytes), of: machine, in: &$0)
        }
    }

    func release(machine: String) { state.withLock { Self.free(machine, in: &$0) } }

    private static func place(_ claim: Claim, of machine: String, in state: inout State) {
        free(machine, in: &state)
        state.claims[machine] = claim
        state.hosts[claim.host]?.cores += claim.cores
        state.hosts[claim.host]?.megabytes += claim.megabytes
    }

    private static func free(_ machine: String, in state: inout State) {
        guard let old = state.claims.removeValue(forKey: machine) else { return }
        state.hosts[old.host]?.cores -= old.cores
        state.hosts[old.host]?.megabytes -= old.megabytes
    }
}
