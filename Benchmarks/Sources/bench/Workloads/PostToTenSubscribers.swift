/// One publisher, ten subscribers, one thread.
enum PostToTenSubscribers: Workload {
    static let name = "PostToTenSubscribers"

    static func rows(patience: Double) -> [Row] {
        PostToSubscribers(count: 10).rows(
            patience: patience,
            object: ("to 10 handler objects, per delivery", .ratioAtMost(2)),
            closure: ("to 10 closures, per delivery", .ratioAtMost(2)))
    }
}
