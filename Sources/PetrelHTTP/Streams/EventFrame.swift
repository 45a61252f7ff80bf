internal import PetrelCloud

/// A committed event with its block, written down once.
final class EventFrame: Sendable {
    let event: CloudEvent
    let sequence: Int64
    let block: StreamBlock

    init(_ event: CloudEvent) {
        self.event = event
        sequence = event.sequence ?? 0
        block = StreamBlock(
            event: event.category.rawValue, id: event.sequence, data: event.cloudEventsJSON())
    }
}
