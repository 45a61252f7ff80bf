/// Parcels that are under way or wait for nothing but a place.
extension Lanes {
    /// The earliest parcel that is no row of its own: the subscription's place in the ledger is before it.
    var firstOpen: Parcel? {
        var first: (name: String, sequence: Int64)?
        // In a lane they stand in order.
        for (name, lane) in lanes where !lane.isHeld {
            guard let sequence = lane.parcels.first?.sequence else { continue }
            if sequence < first?.sequence ?? .max { first = (name, sequence) }
        }
        return first.flatMap { lanes[$0.name]?.parcels.first }
    }

    /// The counts of those up to a sequence, by their sequences.
    func open(through last: Int64) -> [Int64: Int64] {
        var open: [Int64: Int64] = [:]
        for lane in lanes.values where !lane.isHeld {
            for parcel in lane.parcels.prefix(while: { $0.sequence <= last }) {
                open[parcel.sequence] = parcel.counter
            }
        }
        return open
    }
}
