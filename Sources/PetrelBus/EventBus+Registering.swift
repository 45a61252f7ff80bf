extension EventBus {
    /// Subscribes methods of one object, each to the type that it takes: `bus.register(meter, Meter.started,
    /// Meter.resized)`.
    ///
    /// A list that names no method of the object's, or one that takes no event, does not compile. The bus keeps the
    /// object alive until the subscription ends.
    public func register<Subscriber: AnyObject & Sendable, each E: Event>(
        _ subscriber: Subscriber, named name: String? = nil,
        file: StaticString = #fileID, line: UInt = #line,
        _ methods: repeat @escaping @Sendable (Subscriber) -> (each E) throws -> Void
    ) -> Subscription {
        var handlers: [EventHandler<Subscriber>] = []
        repeat handlers.append(.method(each methods))
        return register(subscriber, named: name, file: file, line: line, handlers)
    }

    /// Subscribes what the type declares as its ``EventSubscriber/eventHandlers``.
    public func register<Subscriber: EventSubscriber>(
        _ subscriber: Subscriber, named name: String? = nil,
        file: StaticString = #fileID, line: UInt = #line
    ) -> Subscription {
        register(subscriber, named: name, file: file, line: line, Subscriber.eventHandlers)
    }

    private func register<Subscriber>(
        _ subscriber: Subscriber, named name: String?, file: StaticString, line: UInt,
        _ handlers: [EventHandler<Subscriber>]
    ) -> Subscription {
        let name = name ?? "\(Subscriber.self)"
        let subscriptions = handlers.map { $0.install(self, subscriber, name, "\(file):\(line)") }
        return Subscription(self, subscriptions)
    }
}

/// An object that says itself what it listens to.
///
/// ```swift
/// final class Audit: EventSubscriber {
///     @EventHandlers<Audit> static var eventHandlers: [EventHandler<Audit>] {
///         On(Audit.started)
///         On(async: VolumeResized.self) { (audit: Audit, event) in await audit.resized(event) }
///     }
/// }
/// ```
///
/// The macro `@Subscriber` of PetrelMacros writes this list.
public protocol EventSubscriber: AnyObject, Sendable {
    static var eventHandlers: [EventHandler<Self>] { get }
}

/// One line of such a list; made by ``On(_:priority:delivery:)`` and ``On(async:delivery:_:)``.
public struct EventHandler<Subscriber: AnyObject & Sendable>: Sendable {
    let install:
        @Sendable (EventBus, Subscriber, _ name: String, _ place: String) -> SubscriptionRecord

    fileprivate init(
        _ install: @escaping @Sendable (EventBus, Subscriber, String, String) -> SubscriptionRecord
    ) {
        self.install = install
    }

    fileprivate static func method<E: Event>(
        _ method: @escaping @Sendable (Subscriber) -> (E) throws -> Void
    ) -> Self {
        On(method)
    }
}

/// Lets a list of handlers be written one a line.
@resultBuilder
public enum EventHandlers<Subscriber: AnyObject & Sendable> {
    public static func buildBlock(_ handlers: EventHandler<Subscriber>...) -> [EventHandler<
        Subscriber
    >] {
        handlers
    }
}

// Upper case, as in the list it reads like the words of a small language.
// swift-format-ignore: AlwaysUseLowerCamelCase
/// A method of the subscriber's for the type it takes.
public func On<Subscriber, E: Event>(
    _ method: @escaping @Sendable (Subscriber) -> (E) throws -> Void, priority: Int = 0,
    delivery: Delivery<E> = .immediate
) -> EventHandler<Subscriber> {
    EventHandler { bus, subscriber, name, place in
        let bound = method(subscriber)
        nonisolated(unsafe) let call = bound
        // A method of a Sendable object, bound to it, holds nothing but the object.
        return bus.install(
            SubscriptionRequest(
                name: name, place: place, priority: priority, delivery: delivery,
                body: .closure { try call($0) }))
    }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// An asynchronous method, or one of an actor, for a type; its events wait in a queue.
public func On<Subscriber, E: Event>(
    async type: E.Type, delivery: QueueRule<E> = .queued(limit: 1024, whenFull: .dropOldest),
    _ method: @escaping @Sendable (Subscriber, E) async throws -> Void
) -> EventHandler<Subscriber> {
    EventHandler { bus, subscriber, name, place in
        bus.install(
            SubscriptionRequest(
                name: name, place: place, priority: 0, delivery: Delivery(queue: delivery),
                body: .asynchronous { try await method(subscriber, $0) }))
    }
}
