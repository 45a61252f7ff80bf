struct Size: Hashable, Sendable {
    var width: Double
    var height: Double

    static let zero = Size(width: 0, height: 0)
}

struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
}

/// A rectangle, by its corner of smallest coordinates.
struct Frame: Hashable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
    var middle: Double { y + height / 2 }
}
