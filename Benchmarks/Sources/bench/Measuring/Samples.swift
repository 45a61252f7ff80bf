/// Durations in nanoseconds, kept without asking the heap for anything once made.
struct Samples {
    private var values: [Int32]

    init(capacity: Int) {
        values = []
        values.reserveCapacity(capacity)
    }

    init(_ nanoseconds: UnsafeBufferPointer<Int32>) {
        values = Array(nanoseconds)
    }

    var count: Int { values.count }

    mutating func add(_ nanoseconds: Int) {
        guard values.count < values.capacity else { return }
        values.append(Int32(clamping: nanoseconds))
    }

    mutating func sort() { values.sort() }

    /// The value below which `share` of all lie. Wants sorted samples.
    func quantile(_ share: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        return Double(values[min(values.count - 1, Int(Double(values.count) * share))])
    }

    var longest: Double { Double(values.last ?? 0) }
}
