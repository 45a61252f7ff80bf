extension Lanes {
    /// Whether a lane has an event of this sequence already.
    func holds(_ sequence: Int64, in lane: String) -> Bool {
        guard heldCount > 0, let lane = lanes[lane] else { return false }
        return lane.parcels.contains { $0.sequence == sequence }
    }

    var heldSequences: Set<Int64> {
        Set(lanes.values.filter(\.isHeld).flatMap { $0.parcels.map(\.sequence) })
    }
}
