internal import NIOCore

/// Whether a client takes what it is sent, however slowly.
struct UnreadWatch {
    let patience: TimeAmount
    /// The bytes that have to be taken each second.
    let rate: Int
    /// How often in a row it is looked at what cannot be counted before it counts as stuck.
    private static let blindLooks = 4

    private var lastBuffered = 0
    private var looks = 0
    /// When to look again; `nil` while nothing lies unread.
    private(set) var deadline: NIODeadline?

    init(patience: TimeAmount, rate: Int) {
        self.patience = patience
        self.rate = rate
    }

    mutating func changed(isWritable: Bool, _ buffered: Int?, now: NIODeadline) {
        guard !isWritable else {
            deadline = nil
            return
        }
        guard deadline == nil else { return }
        looks = 0
        look(buffered, now)
    }

    /// Whether too little was taken since the last look.
    mutating func isStuck(_ buffered: Int?, now: NIODeadline) -> Bool {
        looks += 1
        guard let buffered else {
            look(nil, now)
            return looks >= Self.blindLooks
        }
        let wanted = Int64(rate) * patience.nanoseconds / 1_000_000_000
        let taken = Int64(lastBuffered - buffered)
        look(buffered, now)
        return taken < max(1, wanted)
    }

    private mutating func look(_ buffered: Int?, _ now: NIODeadline) {
        lastBuffered = buffered ?? 0
        deadline = now + patience
    }
}
