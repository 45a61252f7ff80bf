import Synchronization

/// Who is reading an index, as far as a writer must know before it uses memory again.
///
/// Time is cut into epochs, numbered upwards, and a reader is counted under the one in which it came.
/// What was taken out of the index during an epoch is out of everybody's sight when that epoch is
/// over and its readers have left. Neither readers nor writers ever wait for each other.
struct TopicIndexReaders: ~Copyable {
    /// Which count a reader stands in.
    typealias Visit = UnsafeMutablePointer<Atomic<Int>>

    // The counts lie on several cache lines, so that threads rarely disturb each other. A line
    // has one for the even and one for the odd epochs.
    private static let lines = 8
    private static let lineWidth = 64 / MemoryLayout<Atomic<Int>>.stride

    private let epoch = Atomic<UInt64>(0)
    private let counts: UnsafeMutablePointer<Atomic<Int>>

    init() {
        let size = Self.lines * Self.lineWidth
        counts = UnsafeMutableRawPointer.allocate(
            byteCount: size * MemoryLayout<Atomic<Int>>.stride, alignment: 64
        ).bindMemory(to: Atomic<Int>.self, capacity: size)
        for index in 0..<size { (counts + index).initialize(to: Atomic(0)) }
    }

    deinit {
        counts.deallocate()
    }

    /// Everything reachable from now on stays until ``leave(_:)``.
    func enter() -> Visit {
        let line = Self.lineOfThisThread() * Self.lineWidth
        while true {
            let now = epoch.load(ordering: .sequentiallyConsistent)
            let visit = counts + (line + Int(now & 1))
            visit.pointee.add(1, ordering: .sequentiallyConsistent)
            // An epoch that ended meanwhile may have been found empty already.
            if epoch.load(ordering: .sequentiallyConsistent) == now { return visit }
            visit.pointee.subtract(1, ordering: .releasing)
        }
    }

    func leave(_ visit: Visit) {
        visit.pointee.subtract(1, ordering: .releasing)
    }

    /// Ends the present epoch if the readers of the one before have left, and says whether it did.
    /// Only one writer at a time may call this.
    func beginEpoch() -> Bool {
        let now = epoch.load(ordering: .relaxed)
        for line in 0..<Self.lines {
            let previous = counts + (line * Self.lineWidth + Int(~now & 1))
            guard previous.pointee.load(ordering: .sequentiallyConsistent) == 0 else {
                return false
            }
        }
        epoch.store(now + 1, ordering: .sequentiallyConsistent)
        return true
    }

    /// Threads have their stacks in different places; where this one is tells them apart well enough.
    private static func lineOfThisThread() -> Int {
        var marker: UInt8 = 0
        let address = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
        return Int(((address >> 16) &* 0x9E37_79B9_7F4A_7C15) >> 61)
    }
}
