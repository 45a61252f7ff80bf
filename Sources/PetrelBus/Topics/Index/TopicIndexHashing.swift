/// Hashes that an outsider who chooses the words cannot foresee.
struct TopicIndexHashing: Sendable {
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    /// The hash of two numbers.
    func hash(_ first: UInt32, _ second: UInt32) -> UInt32 {
        Self.finish(seed ^ (UInt64(first) << 32 | UInt64(second)))
    }

    /// The hash of a word's bytes, read eight at a time; the last eight may overlap those before.
    func hash(_ word: UnsafeRawBufferPointer) -> UInt32 {
        var state = seed ^ UInt64(word.count)
        guard word.count >= 8 else { return Self.finish(state ^ Self.short(word)) }
        var offset = 0
        while offset + 8 < word.count {
            state = Self.fold(state ^ word.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        let last = word.loadUnaligned(fromByteOffset: word.count - 8, as: UInt64.self)
        return Self.finish(state ^ last)
    }

    /// Up to seven bytes as a number.
    private static func short(_ word: UnsafeRawBufferPointer) -> UInt64 {
        word.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func finish(_ state: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: fold(fold(state)))
    }

    private static func fold(_ state: UInt64) -> UInt64 {
        let product = state.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}
