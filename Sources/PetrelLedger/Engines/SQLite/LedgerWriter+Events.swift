internal import PetrelCloud
internal import PetrelStates

/// Events join the end of the ledger here and nowhere else.
extension LedgerWriter {
    /// Appends the event of a change, completed with what the change came to.
    func append(
        _ event: CloudEvent, of resource: Resource, from oldState: String?, to newState: String?
    ) throws {
        guard event.resource?.kind == resource.kind, event.resource?.id == resource.id else {
            let told = event.resource.map { "\($0)" } ?? "no resource"
            throw LedgerError.eventMismatch(
                kind: resource.kind, id: resource.id, reason: "it names \(told)")
        }
        var event = event
        event.resourceVersion = resource.version
        event.oldState = oldState
        event.newState = newState
        try append(event)
    }

    func append(_ event: CloudEvent) throws {
        guard let partition = head.partition else {
            throw LedgerError.storage(path: path, detail: "no partition takes events")
        }
        var event = event
        event.sequence = head.sequence + 1
        let content = event.canonicalBytes
        let hash = EventChain.hash(of: content, after: head.hash)
        try statements.insertion(into: partition, db).run(
            EventRow.values(of: event, content: content, hash: hash))
        head.sequence += 1
        head.hash = hash
        appended.append(event)
    }
}
