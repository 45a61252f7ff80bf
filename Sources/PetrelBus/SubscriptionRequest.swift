/// What somebody asked for, before it becomes a subscription.
struct SubscriptionRequest<Wanted>: Sendable {
    var name: String?
    var place: String
    var pattern: TopicPattern?
    var predicate: (@Sendable (Wanted) -> Bool)?
    var priority: Int
    var delivery: Delivery<Wanted>
    var body: Body
    var isStream = false

    enum Body: Sendable {
        case object(Handler<Wanted>)
        case closure(@Sendable (Wanted) throws -> Void)
        case asynchronous(@Sendable (Wanted) async throws -> Void)
        /// A handler that has to know its subscription.
        case made(@Sendable (SubscriptionRecord) -> Handler<Wanted>)

        func handler(_ subscription: SubscriptionRecord) -> Handler<Wanted> {
            switch self {
            case .object(let handler): handler
            case .closure(let body): ClosureHandler(body)
            case .asynchronous: Handler()
            case .made(let make): make(subscription)
            }
        }
    }

    var isConditional: Bool { predicate != nil || pattern != nil }

    func info(id: Int) -> SubscriptionInfo {
        let wants = pattern.map { "\(Wanted.self) matching \($0)" } ?? "\(Wanted.self)"
        return SubscriptionInfo(
            id: id, name: name ?? place, wants: wants, place: place, priority: priority,
            delivery: delivery.description)
    }
}
