internal import PetrelCloud
internal import PetrelStates
internal import Synchronization

/// An event, shared by all the parcels and deliveries it is in, with what each of them would make anew.
final class Told: Sendable {
    let event: CloudEvent
    let id: String
    /// What keeps order among parcels.
    let lane: String
    /// Its size in the ledger; 0 unless it is wanted.
    let bytes: Int
    private let json = Mutex<[UInt8]?>(nil)

    init(_ event: CloudEvent, isWeighed: Bool = false) {
        self.event = event
        bytes = isWeighed ? event.canonicalBytes.count : 0
        id = event.id.description
        lane = event.lane
    }

    /// The event as CloudEvents' JSON has it.
    func cloudEventsJSON() -> [UInt8] {
        json.withLock { json in
            if let json { return json }
            let made = event.cloudEventsJSON()
            json = made
            return made
        }
    }
}

extension Told: Hashable {
    static func == (left: Told, right: Told) -> Bool {
        left === right || left.event == right.event
    }

    func hash(into hasher: inout Hasher) { hasher.combine(event.id) }
}

extension CloudEvent {
    /// Events of one lane arrive in order: those of a resource, else those of a job. Others stand alone.
    fileprivate var lane: String {
        if let resource { return "\(resource.kind)/\(resource.id)" }
        if let job = cause?.job { return "job/\(job)" }
        return "event/\(id)"
    }
}
