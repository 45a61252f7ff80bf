internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

struct OpenLineTests {
    @Test(arguments: 0..<20)
    func `knows those that are open as a plain list of them does`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var line = OpenLine()
        var list: [Int64: Int64] = [:]
        var next: Int64 = 0
        for _ in 0..<3_000 {
            switch Int.random(in: 0..<8, using: &random) {
            case 0..<4:
                // Now and then one comes that is older, as after a return to an earlier place.
                next += Int64.random(in: 1...3, using: &random)
                let isOld = Int.random(in: 0..<20, using: &random) == 0
                let sequence = isOld ? Int64.random(in: 1...next, using: &random) : next
                if list[sequence] == nil { list[sequence] = next }
                line.open(sequence, counter: next)
            case 4..<7:
                guard let sequence = list.keys.sorted().randomElement(using: &random) else { break }
                list[sequence] = nil
                line.close(sequence)
            default: line.close(Int64.random(in: 1...next + 1, using: &random) + 1_000_000)
            }
            #expect(line.count == list.count && line.first?.sequence == list.keys.min())
        }
        let last = next / 2
        let through = list.filter { $0.key <= last }.sorted { $0.key < $1.key }
        #expect(line.through(last).map(\.sequence) == through.map(\.key))
        #expect(line.through(last).map(\.counter) == through.map(\.value))
    }
}
