public import PetrelBus

/// The event of every benchmark: six fields, 48 bytes, a name too long to be stored inline.
public struct VolumeResized: StorageEvent {
    public var volume: UInt64
    public var sequence: Int
    public var name: String
    public var zone: Int32
    public var node: Int32
    public var bytes: Int

    public init(zone: Int32 = 0) {
        volume = 7
        sequence = 0
        name = "data-volume-of-the-billing-system"
        self.zone = zone
        node = 2
        bytes = 0
    }
}

/// What volumes, snapshots and templates have in common.
public protocol StorageEvent: Event {
    var bytes: Int { get }
}
