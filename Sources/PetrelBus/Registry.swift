internal import CPetrelBus

/// Who subscribed to what, and the tables that posting threads read. The bus keeps it under a lock that is never held
/// while code of a subscriber runs.
struct Registry {
    private(set) var records: [Int: SubscriptionRecord] = [:]
    private(set) var routes: [UInt: Route] = [:]
    /// The last subscriptions that ended, to be named by `explain`.
    private(set) var ended: [SubscriptionInfo] = []
    private(set) var isClosed = false
    private var nextID = 1
    private var deadEventWatchers = 0
    private var reportWatchers = 0
    private var table: UnsafeMutablePointer<petrel_table>
    private let switchboard: UnsafeMutablePointer<petrel_switchboard>
    private var retired: [Retired] = []

    private static let rememberedEnds = 64

    init(switchboard: UnsafeMutablePointer<petrel_switchboard>) {
        self.switchboard = switchboard
        table = petrel_table_make(4)
        petrel_switchboard_publish(switchboard, table)
    }

    mutating func takeID() -> Int {
        defer { nextID += 1 }
        return nextID
    }

    /// What this change took out of use.
    mutating func takeRetired() -> [Retired] {
        defer { retired = [] }
        return retired
    }

    /// Whether anybody may want to hear of events that did not arrive.
    var wantsReports: Bool { reportWatchers > 0 && !isClosed }

    // MARK: Subscriptions

    mutating func add(_ record: SubscriptionRecord) {
        records[record.info.id] = record
        if record.wants(DeadEvent.self) != false { changeDeadEventWatchers(by: 1) }
        if record.wants(UndeliverableEvent.self) != false { reportWatchers += 1 }
        for (_, route) in routes { offer(route, to: record) }
    }

    /// Adds the record to a route at once where the type alone tells, and else leaves it to the next such event.
    private mutating func offer(_ route: Route, to record: SubscriptionRecord) {
        switch record.wants(route.type) {
        case false?: break
        case true? where petrel_route_list(route.pointer) != nil: publish(route, adding: record)
        default: unpublish(route)
        }
    }

    private mutating func publish(_ route: Route, adding record: SubscriptionRecord) {
        guard route.adopt(record) else { return }
        publish(route)
    }

    mutating func remove(_ record: SubscriptionRecord) {
        guard records.removeValue(forKey: record.info.id) != nil else { return }
        ended = ended.suffix(Self.rememberedEnds - 1) + [record.info]
        for route in record.routes {
            route.remove(record)
            if petrel_route_list(route.pointer) != nil { publish(route) }
        }
        record.routes = []
        if record.wants(DeadEvent.self) != false { changeDeadEventWatchers(by: -1) }
        if record.wants(UndeliverableEvent.self) != false { reportWatchers -= 1 }
    }

    /// Lists say whether dead events are watched for, so all of them change when the first watcher comes or the last
    /// one goes.
    private mutating func changeDeadEventWatchers(by change: Int) {
        let before = deadEventWatchers > 0
        deadEventWatchers += change
        guard before != (deadEventWatchers > 0) else { return }
        for (_, route) in routes where petrel_route_list(route.pointer) != nil { publish(route) }
    }

    mutating func close() {
        isClosed = true
        for (_, record) in records { record.routes = [] }
        records = [:]
        let empty = petrel_table_make(4)
        petrel_switchboard_publish(switchboard, empty)
        retired.append(.table(table, bus: switchboard))
        table = empty
        retired += routes.values.compactMap { [switchboard] in $0.unpublish(bus: switchboard) }
    }

    // MARK: Routes

    /// Finds who wants events like this one and publishes them. Nothing when the bus is closed.
    mutating func resolve<E: Event>(_ event: E, key: UInt) {
        guard !isClosed else { return }
        let route =
            routes[key] ?? makeRoute(passedAs: E.self, type: Swift.type(of: event), key: key)
        guard petrel_route_list(route.pointer) == nil else { return }
        for (id, record) in records where id > route.consideredThrough {
            route.adopt(record, judgingBy: event)
        }
        route.consideredThrough = nextID - 1
        publish(route)
    }

    /// The route of a type, for a publisher to keep.
    mutating func route<E: Event>(for type: E.Type, key: UInt) -> Route {
        routes[key] ?? makeRoute(passedAs: type, type: type, key: key)
    }

    private mutating func makeRoute<E: Event>(
        passedAs: E.Type, type: any Any.Type, key: UInt
    ) -> Route {
        let route = TypedRoute<E>(type: type)
        routes[key] = route
        let larger = petrel_table_make(routes.count)
        for (key, route) in routes { petrel_table_add(larger, key, route.pointer) }
        petrel_switchboard_publish(switchboard, larger)
        retired.append(.table(table, bus: switchboard))
        table = larger
        return route
    }

    private mutating func publish(_ route: Route) {
        guard let old = route.publish(watchingDeadEvents: deadEventWatchers > 0, bus: switchboard)
        else { return }
        retired.append(old)
    }

    private mutating func unpublish(_ route: Route) {
        guard let old = route.unpublish(bus: switchboard) else { return }
        retired.append(old)
    }

    /// Frees the tables. Nobody may post any more.
    mutating func dispose() {
        petrel_table_free(table)
    }
}
