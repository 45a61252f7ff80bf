/// One publisher, ten subscribers, one thread.
enum PostToTenSubscribers: Workload {
    static let name = "PostToTenSubscribers"

    static func rows(patience: Double) -> [Row] {
        var rows = PostToSubscribers(count: 10).rows(
            patience: patience,
            object: ("to 10 handler objects, per delivery", .ratioAtMost(2)),
            closure: ("to 10 closures, per delivery", .ratioAtMost(2)))
        rows[1].remarks.append(
            "a closure costs a second indirect call, from its handler object into it, which the C loop does "
                + "not make; where that counts, subscribe a handler object")
        return rows
    }
}
