internal import PetrelBus

/// One publisher whose events nobody asked for.
enum NobodyListens: Workload {
    static let name = "NobodyListens"

    static func rows(patience: Double) -> [Row] {
        let loop = CLoop(handlers: 0)
        let alone = Publishing(EventBus())
        let crowd = Publishing(EventBus())
        let others = OtherSubscriptions(crowd.bus, count: 1000)
        let costs = Interleaved.measure(
            seconds: 2 * patience, [loop.post, alone.post, crowd.post])
        let limit = Row.Figure(name: "C loop over no pointers", value: costs[0].best)
        let rows = [
            Row(
                work: "nobody listens", unit: .nanoseconds, limit: limit, ours: costs[1].best,
                target: .ratioAtMost(4), allocations: alone.allocations()),
            Row(
                work: "nobody listens, 1,000 want other types", unit: .nanoseconds, limit: limit,
                ours: costs[2].best, target: .ratioAtMost(4), allocations: crowd.allocations()),
        ]
        withExtendedLifetime(others) {}
        return rows
    }
}
