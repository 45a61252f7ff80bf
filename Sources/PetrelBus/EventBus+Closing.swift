extension EventBus {
    /// Returns when every event that queues had accepted before the call has been handled, or let go by its queue's
    /// rule. Posting goes on meanwhile; streams are not waited for, since their readers take their own time.
    public func drain() async {
        for worker in workers(ofStreams: false) { await worker.drain() }
    }

    /// Ends the bus: returns when the last queued event has been handled.
    ///
    /// From the call on, posting delivers nothing; a delivery under way on another thread is completed. What queues
    /// have accepted is handled, streams end after the events that wait in them, and all subscriptions end.
    public func close() async {
        let queues = workers(ofStreams: false)
        let streams = workers(ofStreams: true)
        change { $0.close() }
        for worker in queues + streams { worker.finish() }
        for worker in queues { await worker.drain() }
    }

    private func workers(ofStreams: Bool) -> [any QueueWorker] {
        registry.withLock { registry in
            registry.records.values.filter { $0.isStream == ofStreams }.compactMap(\.worker)
        }
    }
}
