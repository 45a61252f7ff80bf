internal import CPetrelBus

/// A handle for those who post one type of event often: it skips finding the type.
///
/// Events posted through it are as if posted on the bus itself.
public struct Publisher<E: Event>: Sendable {
    public let bus: EventBus
    nonisolated(unsafe) private let route: UnsafeMutablePointer<petrel_route>
    // Unsafe only as every pointer is: the bus, which is held, keeps its routes until its own end.
    /// Objects may be of a subclass, whose route is another one.
    private let isExact: Bool

    fileprivate init(_ bus: EventBus, _ route: UnsafeMutablePointer<petrel_route>, isExact: Bool) {
        self.bus = bus
        self.route = route
        self.isExact = isExact
    }

    /// Delivers an event as ``EventBus/post(_:)`` does.
    public func post(_ event: E) {
        guard let reader = petrel_reader_fast(), reader.pointee.bus == nil, isExact else {
            return bus.post(event)
        }
        petrel_reader_enter(reader, bus.switchboard)
        guard let list = petrel_route_begin(route, reader) else {
            petrel_reader_leave(reader)
            return bus.postSlowly(event)
        }
        bus.deliver(event, through: list, reader)
    }
}

extension EventBus {
    /// A handle for posting events of one type.
    public func publisher<E: Event>(for type: E.Type) -> Publisher<E> {
        let key = UInt(bitPattern: unsafeBitCast(type as Any.Type, to: Int.self))
        let route = change { $0.route(for: type, key: key) }
        return Publisher(self, route.pointer, isExact: !(type is AnyObject.Type))
    }
}
