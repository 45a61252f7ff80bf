internal import PetrelCloud
internal import PetrelStates

/// An event on its way to one subscription.
struct Parcel: Sendable {
    let sequence: Int64
    /// The subscription's own count; 0 for what is sent on request.
    let counter: Int64
    /// What keeps order among parcels: the resource.
    let lane: String
    /// Dropped while it waits long; read from the ledger again when its time comes.
    var event: Told?
    var delivery = EventDelivery()
    /// The size of the event; 0 where nobody looked.
    var bytes = 0
}

/// An event, shared by all the parcels it is in.
final class Told: Sendable {
    let event: CloudEvent
    /// Its size in the ledger; 0 unless it is wanted.
    let bytes: Int

    init(_ event: CloudEvent, isWeighed: Bool = false) {
        self.event = event
        bytes = isWeighed ? event.canonicalBytes.count : 0
    }
}

extension CloudEvent {
    /// Events of one lane arrive in order: those of a resource, else those of a job. Others stand alone.
    var lane: String {
        if let resource { return "\(resource.kind)/\(resource.id)" }
        if let job = cause?.job { return "job/\(job)" }
        return "event/\(id)"
    }
}
