internal import CLimits

/// The limit of posting: a C loop over an array of function pointers.
final class CLoop: @unchecked Sendable {
    // Set once; threads that post at the same time use counters of their own, by zone.
    private let loop: OpaquePointer

    init(handlers: Int, byZone: Bool = false) {
        loop = limits_loop_make(handlers, byZone ? 1 : 0)
    }

    deinit { limits_loop_free(loop) }

    func post(_ count: Int) { post(count, zone: 0) }

    func post(_ count: Int, zone: Int) {
        var event = limits_event()
        event.volume = 7
        event.zone = Int32(zone)
        limits_loop_post(loop, event, Int64(count))
    }

    var total: Int { Int(limits_loop_total(loop)) }
}
