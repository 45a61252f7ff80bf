/// Why the ledger did not do something. The description says what happened, to what, and what to do next.
public enum LedgerError: Error, Hashable, Sendable {
    /// Somebody else changed the resource first. Read it again, decide again.
    case conflict(kind: String, id: String, expected: Int64, found: Int64)
    case notFound(kind: String, id: String)
    case exists(kind: String, id: String)
    /// The resource was removed; it never changes again.
    case removed(kind: String, id: String)
    /// No state machine is known for the kind.
    case unknownKind(String)
    /// The kind's machine does not allow the change.
    case notAllowed(kind: String, id: String, state: String, reason: String)
    /// The event does not tell of the change it came with.
    case eventMismatch(kind: String, id: String, reason: String)
    /// A query or an argument makes no sense.
    case invalid(String)
    /// Rows of a plug-in could not be read or written.
    case rows(String)
    /// Events after the cursor were dropped; `first` is the first that is still kept.
    case historyGone(first: Int64)
    /// The cursor is beyond the last event, so it belongs to another ledger or to a later state of this one.
    case aheadOfLedger(last: Int64)
    /// More writers wait than the ledger lets wait.
    case overloaded(waiting: Int)
    case closed

    case inUse(path: String, by: String)
    case notALedger(path: String)
    case newerSchema(path: String, found: Int, known: Int)
    case readOnly(path: String)
    case diskFull(path: String)
    case corrupt(path: String, detail: String)
    /// The engine could not be brought to write every commit through to the disk.
    case notDurable(path: String, detail: String)
    /// A write or sync failed before, so nothing is acknowledged until the ledger is opened again.
    case halted(path: String, detail: String)
    /// Any other trouble with the file.
    case storage(path: String, detail: String)
}

extension LedgerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .conflict(let kind, let id, let expected, let found):
            "\(kind) \(id) is at version \(found), not \(expected): read it again and decide anew"
        case .notFound(let kind, let id): "there is no \(kind) \(id)"
        case .exists(let kind, let id): "there is a \(kind) \(id) already"
        case .removed(let kind, let id): "\(kind) \(id) was removed and cannot change any more"
        case .unknownKind(let kind):
            "no state machine is known for kind \(kind): list it among the ledger's kinds"
        case .notAllowed(let kind, let id, let state, let reason):
            "\(kind) \(id) in state \(state): \(reason)"
        case .eventMismatch(let kind, let id, let reason):
            "the event does not tell of the change of \(kind) \(id): \(reason)"
        case .invalid(let reason): reason
        case .rows(let reason): "the plug-in's rows: \(reason)"
        case .historyGone(let first):
            "events after this cursor were dropped: go on before event \(first), the first one kept"
        case .aheadOfLedger(let last):
            "the cursor is beyond event \(last), the last one: it belongs to another ledger"
        case .overloaded(let waiting): "\(waiting) writers wait already: try again in a moment"
        default: fileDescription
        }
    }

    private var fileDescription: String {
        switch self {
        case .inUse(let path, let owner):
            "\(path) is in use by \(owner): stop that process or choose another data folder"
        case .notALedger(let path):
            "\(path) is not a ledger: move it away or choose another data folder"
        case .newerSchema(let path, let found, let known):
            "\(path) was written by a newer release (format \(found), this one knows \(known)): "
                + "run that release or restore a backup"
        case .readOnly(let path):
            "\(path) cannot be written: check owner and mode of the file and its folder, "
                + "and whether the file system is mounted read-only"
        case .diskFull(let path):
            "no space left for \(path): free some, work then goes on by itself"
        case .corrupt(let path, let detail):
            "\(path) is damaged (\(detail)): stop, keep a copy of the file, restore a backup "
                + "or save what is readable with petrel ledger export"
        case .notDurable(let path, let detail):
            "\(path) would not survive a power cut (\(detail)): the server does not start like this"
        case .halted(let path, let detail):
            "writing \(path) failed earlier (\(detail)), so nothing is acknowledged: "
                + "check the disk, then restart the server"
        case .storage(let path, let detail): "\(path): \(detail)"
        default: "the ledger is closed"
        }
    }
}
