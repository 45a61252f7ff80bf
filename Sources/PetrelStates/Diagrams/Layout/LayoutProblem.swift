/// What is to be laid out: boxes, and labelled arrows between them.
struct LayoutProblem: Sendable {
    struct Arrow: Hashable, Sendable {
        let from: Int
        let to: Int
        let label: Size
    }

    /// A small sign close beside a box, joined to it by an arrow of its own.
    struct Mark: Hashable, Sendable {
        let box: Int
        /// Whether its arrow leads to the box, or from the box to it.
        let isBefore: Bool
        let size: Size
    }

    /// The size each box needs for its text; layout may make boxes higher where many arrows meet.
    let boxes: [Size]
    let arrows: [Arrow]
    /// Signs before boxes also draw these to the left.
    let marks: [Mark]
    let metrics = LayoutMetrics()
}

/// Distances in a drawing, in user units.
struct LayoutMetrics: Sendable {
    /// Between two boxes or labels of one column.
    var spacing = 12.0
    /// Between an arrow that only passes and its neighbours in a column.
    var laneSpacing = 10.0
    /// Between two arrows that meet the same side of a box.
    var portSpacing = 14.0
    /// Between a box's corner and the nearest arrow.
    var cornerSpacing = 12.0
    /// Between two columns whose arrows run straight.
    var columnGap = 22.0
}
