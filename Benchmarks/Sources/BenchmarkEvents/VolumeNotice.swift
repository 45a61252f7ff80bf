public import PetrelBus

/// The same six fields as an object, for subscriptions by superclass.
open class StorageNotice: Event, @unchecked Sendable {
    // Unchecked, because only the one publisher of the benchmark writes, between two posts.
    public final var volume: UInt64 = 7
    public final var sequence = 0
    public final var name = "data-volume-of-the-billing-system"
    public final var zone: Int32 = 1
    public final var node: Int32 = 2
    public final var bytes = 0

    public init() {}
}

/// What is posted; nobody asks for it by its own name.
public final class VolumeNotice: StorageNotice, @unchecked Sendable {}
