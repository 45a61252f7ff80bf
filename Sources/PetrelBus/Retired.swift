internal import CPetrelBus

/// Something that posting threads may still be reading, with what to do once they have left.
struct Retired: @unchecked Sendable {
    // Unchecked because of the pointers; whoever holds this is the only one who will free them.
    private let reclaim: () -> Void
    /// The bus it was part of.
    private let bus: UnsafeRawPointer
    /// The threads that were inside a delivery when this was retired, each at the visit it was seen in; `nil` before
    /// anyone looked.
    private var readers: [(reader: UnsafeMutablePointer<petrel_reader>, epoch: UInt64)]?

    private init(bus: UnsafeRawPointer, reclaim: @escaping () -> Void) {
        self.bus = bus
        self.reclaim = reclaim
    }

    static func list(
        _ list: UnsafeMutablePointer<petrel_list>, of route: Route, bus: UnsafeRawPointer
    ) -> Self {
        Self(bus: bus) { route.fold(list) }
    }

    static func table(_ table: UnsafeMutablePointer<petrel_table>, bus: UnsafeRawPointer) -> Self {
        Self(bus: bus) { petrel_table_free(table) }
    }

    /// Frees it if nobody can be reading it any more. A process-wide barrier must have passed since it was retired.
    mutating func reclaimIfUnread() -> Bool {
        let readers = (readers ?? readersInside).filter {
            petrel_reader_epoch($0.reader) == $0.epoch
        }
        self.readers = readers
        guard readers.isEmpty else { return false }
        reclaim()
        return true
    }

    /// Whether all its readers have left meanwhile.
    var isUnread: Bool {
        (readers ?? []).allSatisfy { petrel_reader_epoch($0.reader) != $0.epoch }
    }

    private var readersInside: [(UnsafeMutablePointer<petrel_reader>, UInt64)] {
        Readers.all.map { ($0, petrel_reader_epoch($0)) }
            .filter { !$0.1.isMultiple(of: 2) && petrel_reader_may_read($0.0, bus) }
    }

    /// Asks the threads it waits for to see to it when they leave.
    func askReaders() {
        let own = petrel_reader_current()
        for (reader, _) in readers ?? [] {
            let reason = reader == own ? petrel_asked_by_itself : petrel_asked_by_others
            petrel_reader_ask_attention(reader, UInt32(reason))
        }
    }
}

/// Every thread that ever posted.
enum Readers {
    static var all: some Sequence<UnsafeMutablePointer<petrel_reader>> {
        sequence(state: petrel_reader_first()) { next in
            defer { next = next?.pointee.next }
            return next
        }
    }
}
