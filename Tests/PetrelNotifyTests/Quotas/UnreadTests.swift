internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite struct UnreadTests {
    @Test func `what is said is never too little, and at most a thirty-second part too much`() {
        var random = SeededRandom(seed: 31)
        for _ in 0..<10 {
            var unread = Unread()
            var (truth, place, sequence, peak) = ([(Int64, Int)](), Int64(0), Int64(0), 0)
            for _ in 0..<2_000 {
                if Int.random(in: 0..<3, using: &random) > 0 {
                    sequence += Int64.random(in: 1...9, using: &random)
                    let bytes = Int.random(in: 300...900, using: &random)
                    unread.came(sequence, bytes: bytes)
                    truth.append((sequence, bytes))
                } else if Int.random(in: 0..<8, using: &random) == 0 {
                    place = min(sequence, place + Int64.random(in: 0...60, using: &random))
                    unread.pass(place)
                    truth.removeAll { $0.0 <= place }
                }
                let bytes = truth.reduce(0) { $0 + $1.1 }
                peak = max(peak, bytes)
                #expect(unread.bytes >= bytes && unread.bytes <= bytes + peak / 32 + 900)
                #expect(unread.stretches.count <= 100)
            }
            unread.pass(sequence)
            #expect(unread.bytes == 0 && unread.stretches.isEmpty)
        }
    }

    @Test func `what nobody has counted is not known, until somebody has looked`() {
        var unread = Unread()
        #expect(!unread.isKnown(after: 100))
        unread.came(500, bytes: 10)
        #expect(unread.isKnown(after: 499) && !unread.isKnown(after: 100))
        unread.learn([.init(through: 200, bytes: 3), .init(through: 400, bytes: 4)], after: 100)
        #expect(unread.isKnown(after: 100) && unread.bytes == 17)
        unread.pass(400)
        #expect(unread.bytes == 10)
    }
}
