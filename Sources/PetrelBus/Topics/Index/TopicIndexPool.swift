import Synchronization

/// Memory in numbered cells of one size that never move, so that readers may hold on to an address
/// while the pool grows.
///
/// One writer at a time appends; any number of readers ask for addresses meanwhile. Number 0 is
/// never given out and means "none". Fresh cells are zero.
struct TopicIndexPool: ~Copyable {
    /// Cells are allocated this many at a time.
    static let chunk = 1024

    let stride: Int
    /// Where each chunk begins. Its first element is the directory that was too small before it.
    private let directory: Atomic<UnsafeMutablePointer<UnsafeMutableRawPointer?>>
    private let capacity: Atomic<Int>
    private let used = Atomic<Int>(1)

    init(stride: Int) {
        self.stride = stride
        directory = Atomic(Self.makeDirectory(of: 8, after: nil))
        capacity = Atomic(8)
        directory.load(ordering: .relaxed)[1] = makeChunk()
    }

    deinit {
        let chunks = (used.load(ordering: .relaxed) - 1) / Self.chunk
        var current: UnsafeMutablePointer<UnsafeMutableRawPointer?>? =
            directory.load(ordering: .relaxed)
        for index in 0...chunks { current?[1 + index]?.deallocate() }
        while let directory = current {
            current = directory[0]?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
            directory.deallocate()
        }
    }

    /// The highest number given out so far.
    var last: UInt32 { UInt32(used.load(ordering: .relaxed) - 1) }

    /// Where a cell begins. The number must have been given out by ``append(_:)``.
    @inline(__always)
    func address(of cell: UInt32) -> UnsafeMutableRawPointer {
        let chunk = directory.load(ordering: .acquiring)[1 + Int(cell) / Self.chunk]
        return chunk.unsafelyUnwrapped + Int(cell) % Self.chunk &* stride
    }

    /// The link with which the content of a cell begins.
    @inline(__always)
    func link(of cell: UInt32) -> TopicIndexPlace {
        address(of: cell).assumingMemoryBound(to: Atomic<TopicIndexLink>.self)
    }

    /// Gives out cells that lie side by side, and returns the number of the first.
    func append(_ count: Int = 1) -> UInt32 {
        var first = used.load(ordering: .relaxed)
        let last = first + count - 1
        if last / Self.chunk != first / Self.chunk || first % Self.chunk == 0 {
            first = last / Self.chunk * Self.chunk
            addChunk(at: first / Self.chunk)
        }
        precondition(
            first + count <= Int(UInt32.max), "a topic index holds 4 billion cells at most")
        used.store(first + count, ordering: .relaxed)
        return UInt32(first)
    }

    private func addChunk(at index: Int) {
        var current = directory.load(ordering: .relaxed)
        let capacity = capacity.load(ordering: .relaxed)
        if index == capacity {
            let larger = Self.makeDirectory(of: 2 * capacity, after: current)
            (larger + 1).update(from: current + 1, count: capacity)
            self.capacity.store(2 * capacity, ordering: .relaxed)
            directory.store(larger, ordering: .releasing)
            current = larger
        }
        current[1 + index] = makeChunk()
    }

    private func makeChunk() -> UnsafeMutableRawPointer {
        let bytes = Self.chunk * stride
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        chunk.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        return chunk
    }

    private static func makeDirectory(
        of capacity: Int, after previous: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> UnsafeMutablePointer<UnsafeMutableRawPointer?> {
        let directory = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(
            capacity: 1 + capacity)
        directory.initialize(repeating: nil, count: 1 + capacity)
        directory[0] = UnsafeMutableRawPointer(previous)
        return directory
    }
}
