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
}

/// An event, shared by all the parcels it is in.
final class Told: Sendable {
    let event: CloudEvent

    init(_ event: CloudEvent) { self.event = event }
}

extension CloudEvent {
    /// Events of one lane arrive in order: those of a resource, else those of a job. Others stand alone.
    var lane: String {
        if let resource { return "\(resource.kind)/\(resource.id)" }
        if let job = cause?.job { return "job/\(job)" }
        return "event/\(id)"
    }
}
