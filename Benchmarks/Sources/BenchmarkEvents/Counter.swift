public import PetrelBus

/// What closures add to.
public final class Counter: @unchecked Sendable {
    // Unchecked, because one thread posts.
    private var sum = 0

    public init() {}

    public var total: Int { sum }

    func add(_ bytes: Int) { sum &+= bytes }
}

extension EventBus {
    /// Subscribes with a closure, as a program that wants volumes would.
    public func subscribe(_ counter: Counter) -> Subscription {
        subscribe(to: VolumeResized.self) { counter.add($0.bytes) }
    }
}
