public import PetrelBus

/// The same six fields as an object, for subscriptions by superclass.
open class StorageNotice: Event, @unchecked Sendable {
    // Unchecked only because a class that is not final cannot be checked; everything is constant.
    public final let volume: UInt64 = 7
    public final let sequence = 0
    public final let name = "data-volume-of-the-billing-system"
    public final let zone: Int32 = 1
    public final let node: Int32 = 2
    public final let bytes: Int

    public init(bytes: Int) { self.bytes = bytes }
}

/// What is posted; nobody asks for it by its own name.
public final class VolumeNotice: StorageNotice, @unchecked Sendable {
    // Unchecked as its superclass is, to which it adds nothing.
}
