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
        let limit = "C loop over no pointers"
        let rows = [
            Row(
                "nobody listens", beside: limit, limit: costs[0], ours: costs[1],
                target: .ratioAtMost(4), allocations: alone.allocations()),
            Row(
                "nobody listens, 1,000 want other types", beside: limit, limit: costs[0],
                ours: costs[2], target: .ratioAtMost(4), allocations: crowd.allocations()),
        ]
        withExtendedLifetime(others) {}
        return rows
    }
}
