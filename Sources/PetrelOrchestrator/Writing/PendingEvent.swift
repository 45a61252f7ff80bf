internal import PetrelCloud
internal import Synchronization

/// An event that waits for the first change of an action, to be told in the same commit.
///
/// What changes name as their cause is then there as soon as they are, however the server ends.
final class PendingEvent: Sendable {
    private let event: Mutex<CloudEvent?>

    init(_ event: CloudEvent) {
        self.event = Mutex(event)
    }

    /// The event, as long as no commit has told it.
    var waiting: [CloudEvent] { event.withLock { $0.map { [$0] } ?? [] } }

    /// A commit has told it.
    func wasTold() { event.withLock { $0 = nil } }
}

extension PendingEvent: Hashable {
    static func == (left: PendingEvent, right: PendingEvent) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
