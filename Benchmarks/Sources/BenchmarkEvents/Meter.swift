public import PetrelBus

/// Adds the events' bytes to its counter.
public final class Meter: Handler<VolumeResized>, @unchecked Sendable {
    // Unchecked, because one thread posts; with several, see `ZonedMeter`.
    private var sum = 0

    public var total: Int { sum }

    override public func handle(_ event: VolumeResized) {
        sum &+= event.bytes
    }
}

/// The same for objects, asked for by their superclass.
public final class NoticeMeter: Handler<StorageNotice>, @unchecked Sendable {
    // Unchecked, because one thread posts.
    private var sum = 0

    public var total: Int { sum }

    override public func handle(_ event: StorageNotice) {
        sum &+= event.bytes
    }
}
