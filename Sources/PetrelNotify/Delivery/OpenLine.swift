/// The parcels of a subscription that are open, in the order of their sequences, so that the first of them is at hand.
struct OpenLine: Sendable {
    struct Mark: Sendable, Hashable {
        let sequence: Int64
        let counter: Int64
    }

    private var marks: [Mark] = []
    /// Which of them are open no more; they are taken out when they are many.
    private var closed: [Bool] = []
    private var head = 0
    private(set) var count = 0

    var first: Mark? { head < marks.count ? marks[head] : nil }

    /// Most often it is the last.
    mutating func open(_ sequence: Int64, counter: Int64) {
        let mark = Mark(sequence: sequence, counter: counter)
        let place = sequence > marks.last?.sequence ?? .min ? marks.count : place(of: sequence)
        if place < marks.count, marks[place].sequence == sequence {
            guard closed[place] else { return }
            (marks[place], closed[place]) = (mark, false)
        } else {
            marks.insert(mark, at: place)
            closed.insert(false, at: place)
        }
        count += 1
    }

    mutating func close(_ sequence: Int64) {
        let place = place(of: sequence)
        guard place < marks.count, marks[place].sequence == sequence, !closed[place] else { return }
        closed[place] = true
        count -= 1
        while head < marks.count, closed[head] { head += 1 }
        if marks.count > 2 * count + 64 { tidy() }
    }

    /// Those up to a sequence.
    func through(_ last: Int64) -> [Mark] {
        var found: [Mark] = []
        for place in marks.indices.dropFirst(head) {
            if marks[place].sequence > last { break }
            if !closed[place] { found.append(marks[place]) }
        }
        return found
    }

    /// The first place whose sequence is not before this one, among those that may be open.
    private func place(of sequence: Int64) -> Int {
        var (low, high) = (head, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func tidy() {
        marks = through(.max)
        closed = Array(repeating: false, count: marks.count)
        head = 0
    }
}
