public import PetrelBus

/// Adds the events' bytes to one counter a zone, a cache line apart, so that threads do not share one.
public final class ZonedMeter: Handler<VolumeResized>, @unchecked Sendable {
    // Unchecked, because each posting thread has a zone of its own; the pointer never changes.
    private let totals: UnsafeMutableRawPointer
    private static let zones = 8
    private static let cacheLine = 64

    override public init() {
        let size = Self.zones * Self.cacheLine
        totals = .allocate(byteCount: size, alignment: Self.cacheLine)
        totals.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    }

    deinit { totals.deallocate() }

    override public func handle(_ event: VolumeResized) {
        let offset = Int(event.zone) &* Self.cacheLine
        let total = totals.load(fromByteOffset: offset, as: Int.self)
        totals.storeBytes(of: total &+ event.bytes, toByteOffset: offset, as: Int.self)
    }

    public var total: Int {
        (0..<Self.zones).reduce(0) {
            $0 + totals.load(fromByteOffset: $1 * Self.cacheLine, as: Int.self)
        }
    }
}
