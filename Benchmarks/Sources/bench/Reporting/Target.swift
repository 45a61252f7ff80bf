/// What a row must reach.
enum Target {
    case ratioAtMost(Double)
    case ratioAtLeast(Double)
    /// In the row's unit.
    case valueAtMost(Double)
    /// Shown for comparison only.
    case none

    func text(_ unit: Unit) -> String {
        switch self {
        case .ratioAtMost(let most): "≤ \(decimal(most, 1))×"
        case .ratioAtLeast(let least): "≥ \(decimal(least, 1))×"
        case .valueAtMost(let most): "≤ \(unit.text(most))"
        case .none: "–"
        }
    }
}
