internal import CLimits

/// The limit of queued delivery: a C++ queue behind a mutex and a condition variable, one consumer thread.
final class CQueue {
    /// How the consumer takes events: all there are by exchanging buffers, or one each time it holds the mutex.
    enum Taking { case batches, single }

    private let queue: OpaquePointer

    init(_ taking: Taking, limit: Int) {
        queue = limits_queue_make(limit, taking == .batches ? 1 : 0)
    }

    deinit { limits_queue_free(queue) }

    /// Posts so many events as fast as it can; all have been handled when this returns.
    func flood(_ count: Int) {
        limits_queue_flood(queue, limits_event(), Int64(count))
    }

    /// Posts events at a steady rate; gives their ages when they were handled.
    func paced(_ pace: Pace) -> Samples {
        let places = UnsafeMutablePointer<Int32>.allocate(capacity: pace.count + 1)
        defer { places.deallocate() }
        limits_queue_record(queue, places, Int64(pace.count + 1))
        var event = limits_event()
        pace.each { moment in
            event.volume = UInt64(moment)
            limits_queue_post(queue, event)
        }
        let count = limits_queue_drain(queue)
        limits_queue_record(queue, nil, 0)
        return Samples(UnsafeBufferPointer(start: places, count: Int(count)))
    }
}
