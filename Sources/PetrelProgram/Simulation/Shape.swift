/// What a simulated load looks like.
struct Shape: Sendable {
    var tenants = 3
    /// How many machines each tenant keeps busy.
    var machines = 4
    /// Operations a second of all together; `nil` is as fast as it goes.
    var rate: Double?
    var operations: Int?
    var duration: Duration?
    /// The same seed gives each machine the same wishes.
    var seed: UInt64 = 1
}

/// Seeded numbers (splitmix64).
struct Dice: Sendable {
    private var state: UInt64

    init(seed: UInt64, _ streams: Int...) {
        state = streams.reduce(seed) { ($0 &+ UInt64($1 + 1)) &* 0x9E37_79B9_7F4A_7C15 }
    }

    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = state
        number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((number ^ (number >> 31)) % UInt64(max(1, sides)))
    }
}
