public import PetrelBus

/// Meters every storage event, whatever its type: a handler for each, all adding to one counter.
public struct StorageMeter: HandlerFamily {
    public let counter = Counter()

    public init() {}

    public func handler<E: Event>(for type: E.Type) -> Handler<E>? {
        guard let storage = type as? any StorageEvent.Type else { return nil }
        return handler(forStorage: storage) as? Handler<E>
    }

    private func handler<S: StorageEvent>(forStorage type: S.Type) -> AnyObject {
        StorageHandler<S>(counter)
    }
}

/// The handler for one type of storage event.
final class StorageHandler<S: StorageEvent>: Handler<S>, @unchecked Sendable {
    // Unchecked as its superclass is; the only member is constant.
    private let counter: Counter

    init(_ counter: Counter) { self.counter = counter }

    override func handle(_ event: S) { counter.add(event.bytes) }
}
