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

        func fits(cores more: Int, megabytes moreMegabytes: Int) -> Bool {
            takesMachines && cores + more <= capacity.cores
                && megabytes + moreMegabytes <= capacity.megabytes
        }
    }

    struct Claim: Sendable {
        var host: String
        var cores: Int
        var megabytes: Int
    }

    private struct State {
        var hosts: [String: Load] = [:]
        var claims: [String: Claim] = [:]
        /// The hosts of each zone, the emptiest first.
        var orders: [String: HostOrder] = [:]
    }

    private let state = Mutex(State())

    func add(_ host: HostCapacity, takesMachines: Bool) {
        state.withLock { state in
            var load = state.hosts[host.id] ?? Load(capacity: host)
            Self.unlist(host.id, in: &state)
            load.capacity = host
            load.takesMachines = takesMachines
            state.hosts[host.id] = load
            Self.list(host.id, in: &state)
        }
    }

    func remove(host: String) {
        state.withLock { state in
            Self.unlist(host, in: &state)
            state.hosts[host] = nil
        }
    }

    func load(of host: String) -> Load? { state.withLock { $0.hosts[host] } }

    /// The emptiest host of the zone that has room; the room is taken from then on.
    func claim(
        for machine: String, cores: Int, megabytes: Int, zone: String, host wanted: String? = nil,
        avoiding avoided: Set<String> = []
    ) -> String? {
        state.withLock { state in
            let host: String?
            if let wanted {
                let load = state.hosts[wanted]
                let fits = load?.fits(cores: cores, megabytes: megabytes) ?? false
                host =
                    fits && load?.capacity.zone == zone && !avoided.contains(wanted)
                    ? wanted : nil
            } else {
                host = state.orders[zone]?.hosts.first { id in
                    !avoided.contains(id)
                        && state.hosts[id]?.fits(cores: cores, megabytes: megabytes) ?? false
                }
            }
            guard let host else { return nil }
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

    /// All that is promised, by machine.
    var claims: [String: Claim] { state.withLock { $0.claims } }

    private static func place(_ claim: Claim, of machine: String, in state: inout State) {
        free(machine, in: &state)
        state.claims[machine] = claim
        load(claim.host, cores: claim.cores, megabytes: claim.megabytes, in: &state)
    }

    private static func free(_ machine: String, in state: inout State) {
        guard let old = state.claims.removeValue(forKey: machine) else { return }
        load(old.host, cores: -old.cores, megabytes: -old.megabytes, in: &state)
    }

    private static func load(
        _ host: String, cores: Int, megabytes: Int, in state: inout State
    ) {
        guard state.hosts[host] != nil else { return }
        unlist(host, in: &state)
        state.hosts[host]?.cores += cores
        state.hosts[host]?.megabytes += megabytes
        list(host, in: &state)
    }

    private static func list(_ host: String, in state: inout State) {
        guard let load = state.hosts[host] else { return }
        state.orders[load.capacity.zone, default: HostOrder()]
            .insert(host, megabytes: load.megabytes)
    }

    private static func unlist(_ host: String, in state: inout State) {
        guard let load = state.hosts[host] else { return }
        state.orders[load.capacity.zone]?.remove(host, megabytes: load.megabytes)
    }
}

/// Hosts by what is promised on them; equal ones by id, so that a seed decides everything.
struct HostOrder: Sendable {
    private var places: [(megabytes: Int, id: String)] = []

    var hosts: some Sequence<String> { places.lazy.map(\.id) }

    mutating func insert(_ id: String, megabytes: Int) {
        places.insert((megabytes, id), at: place(id, megabytes))
    }

    mutating func remove(_ id: String, megabytes: Int) {
        let place = place(id, megabytes)
        if place < places.count, places[place].id == id { places.remove(at: place) }
    }

    /// Where it stands or would stand.
    private func place(_ id: String, _ megabytes: Int) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < (megabytes, id) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
