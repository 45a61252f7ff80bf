/// After which numbers of a topic's segments a node can be reached.
///
/// Keeping all of them together, each node is visited once however many ways `#` opens to it.
struct TopicIndexPositions {
    /// Bit i stands for "i segments are used up and another follows".
    var before: UInt128
    /// Whether all segments can be used up.
    var isComplete: Bool

    static let start = TopicIndexPositions(before: 1, isComplete: false)

    /// One segment further each.
    @inline(__always)
    func advanced(within count: Int) -> TopicIndexPositions {
        let last: UInt128 = 1 &<< UInt128(truncatingIfNeeded: count - 1)
        return TopicIndexPositions(
            before: (before & ~last) &+ (before & ~last), isComplete: before & last != 0)
    }

    /// Any number of segments further, none included.
    @inline(__always)
    func extended(within count: Int) -> TopicIndexPositions {
        let upToLast = UInt128.max &>> UInt128(truncatingIfNeeded: 128 - count)
        let first = before & (0 &- before)
        return TopicIndexPositions(before: (0 &- first) & upToLast, isComplete: true)
    }
}
