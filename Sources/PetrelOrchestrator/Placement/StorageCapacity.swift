internal import PetrelCloud
internal import PetrelLedger
internal import Synchronization

/// What every pool can hold and what is promised already, in bytes. The ledger is the truth; this is its
/// sum, made at start.
final class StorageCapacity: Sendable {
    private struct Pool {
        var zone: String
        var bytes: Int
        var takesVolumes: Bool
        var allocated = 0

        var free: Int { bytes - allocated }
    }

    private struct State {
        var pools: [String: Pool] = [:]
        var volumes: [String: (pool: String, bytes: Int)] = [:]
    }

    private let state = Mutex(State())

    /// A pool that came, or whose state or size changed.
    func add(_ pool: Resource) {
        state.withLock { state in
            let allocated = state.pools[pool.id]?.allocated ?? 0
            state.pools[pool.id] = Pool(
                zone: pool.profile.zone ?? "", bytes: pool.int("disksizetotal") ?? 0,
                takesVolumes: pool.state == StoragePool.State.up.rawValue, allocated: allocated)
        }
    }

    func remove(pool: String) { state.withLock { $0.pools[pool] = nil } }

    func allocated(on pool: String) -> Int { state.withLock { $0.pools[pool]?.allocated ?? 0 } }

    /// The pool of the zone with most room, or the one wanted; the room is taken from then on, in place
    /// of what the volume took elsewhere.
    func claim(
        for volume: String, bytes: Int, zone: String, pool wanted: String? = nil
    ) -> String? {
        state.withLock { state in
            let fitting = state.pools.filter { id, pool in
                pool.takesVolumes && pool.zone == zone && pool.free >= bytes
                    && (wanted == nil || wanted == id)
            }
            // Equal ones are decided by id, so that a seed decides everything.
            let best = fitting.max { ($0.value.free, $1.key) < ($1.value.free, $0.key) }?.key
            guard let best else { return nil }
            Self.place(volume, best, bytes, in: &state)
            return best
        }
    }

    /// Whether there is room for the volume's new size; if so it is taken.
    func resize(_ volume: String, to bytes: Int) -> Bool {
        state.withLock { state in
            guard let old = state.volumes[volume] else { return true }
            guard (state.pools[old.pool]?.free ?? 0) >= bytes - old.bytes else { return false }
            Self.place(volume, old.pool, bytes, in: &state)
            return true
        }
    }

    /// Notes what a volume takes, as its record says.
    func note(_ volume: Resource) {
        state.withLock { state in
            guard let pool = volume.text("storageid") else {
                return Self.free(volume.id, in: &state)
            }
            Self.place(volume.id, pool, volume.int("size") ?? 0, in: &state)
        }
    }

    func release(volume: String) { state.withLock { Self.free(volume, in: &$0) } }

    private static func place(_ volume: String, _ pool: String, _ bytes: Int, in state: inout State)
    {
        free(volume, in: &state)
        state.volumes[volume] = (pool, bytes)
        state.pools[pool]?.allocated += bytes
    }

    private static func free(_ volume: String, in state: inout State) {
        guard let old = state.volumes.removeValue(forKey: volume) else { return }
        state.pools[old.pool]?.allocated -= old.bytes
    }
}
