internal import CPetrelBus
internal import Synchronization

/// One event type and the subscriptions that get it.
///
/// Posting threads see only the list it publishes; everything here is touched under the registry's lock.
class Route: @unchecked Sendable {
    // Unchecked because of the registry's lock around every access but the one through `pointer`, which is atomic.
    struct Member {
        let record: SubscriptionRecord
        /// A `Handler` of the route's event type.
        let handler: AnyObject
    }

    let type: any Any.Type
    let pointer: UnsafeMutablePointer<petrel_route>
    private(set) var members: [Member] = []
    /// The members of the list now in use, kept alive with it.
    private var published: [Member] = []
    /// Deliveries and dead events of lists that were freed.
    private let posted = Atomic<UInt64>(0)
    private let dead = Atomic<UInt64>(0)
    /// Lists out of use that may still be read, and their members, kept alive with them.
    private let retired = Guarded<[List]>([])

    private struct List: @unchecked Sendable {
        // Unchecked because of the pointer; its counters are read atomically.
        let pointer: UnsafeMutablePointer<petrel_list>
        let members: [Member]
    }

    /// The greatest number of a subscription that was asked whether it wants this type.
    var consideredThrough = 0

    init(type: any Any.Type) {
        self.type = type
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: petrel_route())
    }

    deinit {
        if let list = pointer.pointee.list { petrel_list_free(list) }
        pointer.deallocate()
    }

    func add(_ member: Member) {
        let last = members.lastIndex { !Self.comesBefore(member.record, $0.record) }
        members.insert(member, at: last.map { $0 + 1 } ?? 0)
        member.record.routes.append(self)
    }

    /// Adds a record that wants this type, which the type alone told. False when it has no handler for it after all.
    func adopt(_ record: SubscriptionRecord) -> Bool { false }

    func remove(_ record: SubscriptionRecord) {
        members.removeAll { $0.record === record }
    }

    /// Higher priority first, then in the order of subscribing.
    private static func comesBefore(_ new: SubscriptionRecord, _ old: SubscriptionRecord) -> Bool {
        (-new.info.priority, new.info.id) < (-old.info.priority, old.info.id)
    }

    /// Publishes a list of the members and gives back what to do once nobody reads the old one.
    func publish(watchingDeadEvents: Bool, bus: UnsafeRawPointer) -> Retired? {
        let list = petrel_list_make(members.count)
        for (place, member) in members.enumerated() {
            let handler = UnsafeRawPointer(Unmanaged.passUnretained(member.handler).toOpaque())
            let counters = member.record.counters.pointer
            petrel_list_set(list, place, petrel_entry(handler: handler, subscription: counters))
        }
        let onlyConditional = members.allSatisfy(\.record.isConditional)
        list.pointee.watched = watchingDeadEvents && onlyConditional ? 1 : 0
        return replaceList(with: list, bus)
    }

    /// Takes the list away, so that the next post has to resolve the type anew.
    func unpublish(bus: UnsafeRawPointer) -> Retired? {
        replaceList(with: nil, bus)
    }

    private func replaceList(
        with list: UnsafeMutablePointer<petrel_list>?, _ bus: UnsafeRawPointer
    ) -> Retired? {
        let old = petrel_route_list(pointer).map { List(pointer: $0, members: published) }
        petrel_route_publish(pointer, list)
        published = list == nil ? [] : members
        guard let old else { return nil }
        retired.withLock { $0.append(old) }
        return .list(old.pointer, of: self, bus: bus)
    }

    /// Adds the counts of a list that nobody reads any more, and frees it.
    func fold(_ list: UnsafeMutablePointer<petrel_list>) {
        let old = retired.withLock { retired -> List? in
            guard let place = retired.firstIndex(where: { $0.pointer == list }) else { return nil }
            let old = retired.remove(at: place)
            let count = petrel_list_count(list)
            posted.add(count, ordering: .relaxed)
            dead.add(petrel_list_dead(list), ordering: .relaxed)
            for member in old.members { member.record.offered.add(count, ordering: .relaxed) }
            return old
        }
        petrel_list_free(list)
        // The last hold on handlers may end here, outside of the lock.
        withExtendedLifetime(old) {}
    }

    // MARK: Counts

    var postedCount: UInt64 {
        retired.withLock { retired in
            retired.reduce(posted.load(ordering: .relaxed) + currentCount) {
                $0 + petrel_list_count($1.pointer)
            }
        }
    }

    var deadCount: UInt64 {
        retired.withLock { retired in
            let current = petrel_route_list(pointer).map { petrel_list_dead($0) } ?? 0
            return retired.reduce(dead.load(ordering: .relaxed) + current) {
                $0 + petrel_list_dead($1.pointer)
            }
        }
    }

    /// How often lists not yet folded have offered events to a member.
    func unfoldedCount(for record: SubscriptionRecord) -> UInt64 {
        retired.withLock { retired in
            let old = retired.filter { $0.members.contains { $0.record === record } }
            return old.reduce(currentCount) { $0 + petrel_list_count($1.pointer) }
        }
    }

    private var currentCount: UInt64 {
        petrel_route_list(pointer).map { petrel_list_count($0) } ?? 0
    }
}

/// A route that knows the type by which its events are passed.
final class TypedRoute<E: Event>: Route, @unchecked Sendable {
    // Unchecked as its superclass is.

    override func adopt(_ record: SubscriptionRecord) -> Bool {
        guard let handler = record.handler(for: E.self) else { return false }
        add(Member(record: record, handler: handler))
        consideredThrough = max(consideredThrough, record.info.id)
        return true
    }
}

extension Route {
    /// Adds a record if it wants events like this one.
    func adopt<E: Event>(_ record: SubscriptionRecord, judgingBy event: E) {
        guard record.wants(type) ?? record.accepts(event) else { return }
        guard let handler = record.handler(for: E.self) else { return }
        add(Member(record: record, handler: handler))
    }
}
