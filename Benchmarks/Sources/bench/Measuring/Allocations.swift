internal import CAllocations

/// What the process asks of the heap.
enum Allocations {
    /// How many blocks all threads together ask for while `body` runs.
    static func during(_ body: () -> Void) -> Int {
        allocations_begin()
        body()
        return Int(allocations_end())
    }

    /// How many bytes `body` keeps of what it asked for.
    static func bytesKept(by body: () -> Void) -> Int {
        allocations_begin()
        body()
        let bytes = allocations_live_bytes()
        _ = allocations_end()
        return Int(bytes)
    }

    /// Whether Swift's own allocations pass through the counter; a zero means nothing otherwise.
    static func areCounted() -> Bool {
        during { Block.kept = Block() } == 1
    }

    private final class Block {
        nonisolated(unsafe) static var kept: Block?
        // Unsafe because only `areCounted` touches it, once, before any other thread exists.
    }
}
