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
