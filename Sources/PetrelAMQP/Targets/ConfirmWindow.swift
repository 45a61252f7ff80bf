/// Messages that the broker was given and has not confirmed: what it says goes in, how far everything is done comes
/// out.
///
/// It begins with room for one message and doubles with every confirmation, so that a broker that still refuses is
/// asked about one message and not about a thousand.
struct ConfirmWindow: Sendable {
    struct Entry: Sendable, Hashable {
        var id: String
        /// Where the cursor may stand once this one and all before are done.
        var cursor: Int64
        var isDone = false
        /// No queue took it.
        var isReturned = false
    }

    /// The most messages under way.
    let limit: Int
    private(set) var room = 1
    /// Under way, in order; those before `head` are done.
    private var entries: [Entry] = []
    private var head = 0
    /// The number of the first entry.
    private var base: UInt64 = 1
    /// Everything up to here is done.
    private(set) var cursor: Int64
    private(set) var confirmed = 0

    init(limit: Int, cursor: Int64) {
        self.limit = max(1, limit)
        self.cursor = cursor
    }

    var underWay: Int { entries.count - head }
    /// How many more may be sent now.
    var free: Int { max(0, room - underWay) }

    /// A message was sent; it has the next number.
    mutating func sent(_ id: String, cursor: Int64) {
        entries.append(Entry(id: id, cursor: cursor))
    }

    /// No queue took the message with this id; the broker confirms it nevertheless.
    mutating func returned(_ id: String) {
        guard let index = entries[head...].firstIndex(where: { !$0.isDone && $0.id == id })
        else { return }
        entries[index].isReturned = true
    }

    /// The broker has these; how many of them reached no queue. Numbers it has confirmed before say nothing.
    mutating func confirm(_ tag: UInt64, multiple: Bool) -> (routed: Int, unroutable: Int) {
        guard tag >= base, tag - base < UInt64(entries.count) else { return (0, 0) }
        let last = Int(tag - base)
        var count = (routed: 0, unroutable: 0)
        let first = multiple ? min(head, last) : last
        for index in first...last where !entries[index].isDone {
            entries[index].isDone = true
            if entries[index].isReturned { count.unroutable += 1 } else { count.routed += 1 }
        }
        confirmed += count.routed + count.unroutable
        room = min(limit, room * 2)
        advance()
        return count
    }

    private mutating func advance() {
        while head < entries.count, entries[head].isDone {
            cursor = max(cursor, entries[head].cursor)
            head += 1
        }
        guard head > 4_096 || head == entries.count else { return }
        base += UInt64(head)
        entries.removeFirst(head)
        head = 0
    }
}
