import Foundation

/// Foundation's NotificationCenter: one observer that adds a field of a six-field event to a counter.
/// Prints nanoseconds per event, the best of many short rounds.
@main
struct NotificationPeer {
    static let resized = Notification.Name("VolumeResized")

    static func main() {
        let center = NotificationCenter()
        let counter = Counter()
        let token = center.addObserver(forName: resized, object: nil, queue: nil) { notification in
            guard let event = notification.object as? VolumeResized else { return }
            counter.total &+= event.bytes
        }
        let rounds = 1500
        let count = 1000
        var best = Double.infinity
        for _ in 0..<rounds { best = min(best, round(center, count)) }
        center.removeObserver(token)
        guard counter.total == rounds * count * 7 / 2 else { exit(1) }
        print(String(format: "%.2f", best))
    }

    static func round(_ center: NotificationCenter, _ count: Int) -> Double {
        let event = VolumeResized()
        let start = DispatchTime.now().uptimeNanoseconds
        for i in 0..<count {
            event.sequence = i
            event.bytes = i & 7
            center.post(name: resized, object: event)
        }
        return Double(DispatchTime.now().uptimeNanoseconds - start) / Double(count)
    }
}

/// An object, since that is what a notification carries without boxing.
final class VolumeResized {
    var volume: UInt64 = 7
    var sequence = 0
    var name = "data-volume-of-the-billing-system"
    var zone: Int32 = 1
    var node: Int32 = 2
    var bytes = 0
}

final class Counter: @unchecked Sendable {
    // Only the one posting thread touches it.
    var total = 0
}
