/// Numbers that look random and are the same every time.
struct SequenceOfNumbers {
    private var state: UInt64

    init(seed: UInt64) {
        state = 0x2545_F491_4F6C_DD1D &* (2 * seed + 1)
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func next(below bound: Int) -> Int {
        Int(next() >> 33) % bound
    }

    mutating func nextFraction() -> Double {
        Double(next() >> 11) / Double(1 << 53)
    }
}
