/// Something the bus does, measured beside the least that it could cost.
protocol Workload {
    /// Says what flows where.
    static var name: String { get }

    /// Measures and reports; may take a few seconds times `patience`.
    static func rows(patience: Double) -> [Row]
}

/// Every workload, in the order of the table.
var workloads: [any Workload.Type] {
    [
        PostToOneSubscriber.self,
        PostToTenSubscribers.self,
        OneMatchAmongThousand.self,
        NobodyListens.self,
        TwoPublishersToOneBus.self,
        QueuedFlood.self,
        QueuedPaced.self,
        PostWhileSubscribing.self,
        MillionPatterns.self,
    ]
}
