internal import PetrelCloud
internal import PetrelPlugin

/// What a stream wants and may have. Streams with the same interest are looked at as one.
struct StreamInterest: Sendable, Hashable {
    let filter: EventFilter
    let scope: EventScope

    func wants(_ event: CloudEvent) -> Bool {
        scope.shows(event) && filter.matches(event)
    }
}

/// The streams of one event loop that share an interest. Touched on that event loop only.
final class StreamGroup {
    let interest: StreamInterest
    let number: Int
    var members: [EventStream] = []

    init(_ interest: StreamInterest, number: Int) {
        self.interest = interest
        self.number = number
    }
}
