import PetrelBus
import PetrelTesting

/// The events these tests post.
struct VolumeAttached: Event, Equatable {
    var volume: String
}

struct VolumeDetached: Event, Equatable {
    var volume: String
}

protocol Billable: Event {
    var amount: Int { get }
}

struct TrafficCounted: Billable, Equatable {
    var amount: Int
    var zone = "zone-1"
    var network = "net-1"
    var bytes = [1, 2, 3]
    var direction = "out"
    var peer = "198.51.100.7"
}

struct HoursCounted: Billable {
    var amount: Int
}

class HostEvent: Event, @unchecked Sendable {
    // Unchecked because classes that are subclassed cannot be checked; its only member is constant and Sendable.
    let host: String
    init(_ host: String) { self.host = host }
}

final class HostLost: HostEvent, @unchecked Sendable {
    // Unchecked as its superclass is, to which it adds nothing.
}

struct Filed: TopicalEvent, Equatable {
    var topic: Topic
    var number = 0
}

struct Number: Event, Equatable {
    var value: Int
}

struct Refused: Error {}

typealias Log = Recorder<String>
