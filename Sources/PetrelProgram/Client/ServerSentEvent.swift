/// One event of an event stream.
struct ServerSentEvent: Sendable, Hashable {
    var name = "message"
    var id: String?
    var data = ""
}

/// Takes an event stream apart, however the network cut it into pieces.
///
/// Lines end in LF, CR or both; comments keep the connection alive and say nothing. An event that
/// grows beyond the limit is an error, so that a broken server cannot fill the memory.
struct ServerSentEventDecoder: Sendable {
    enum Trouble: Error { case tooLong }

    private static let longest = 16 << 20
    private var line: [UInt8] = []
    private var event = ServerSentEvent()
    private var hasData = false
    private var endedInReturn = false
    /// The last id that was told, which counts for events without one too.
    private(set) var lastID: String?

    /// The events that are complete with these bytes.
    mutating func feed(_ bytes: some Sequence<UInt8>) throws(Trouble) -> [ServerSentEvent] {
        var found: [ServerSentEvent] = []
        for byte in bytes {
            let follows = endedInReturn
            endedInReturn = byte == UInt8(ascii: "\r")
            switch byte {
            case UInt8(ascii: "\n") where follows: break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): endLine(&found)
            default: line.append(byte)
            }
            guard line.count + event.data.utf8.count <= Self.longest else { throw .tooLong }
        }
        return found
    }

    private mutating func endLine(_ found: inout [ServerSentEvent]) {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else { return endEvent(&found) }
        let parts = line.split(
            separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        var value = parts.count > 1 ? parts[1] : []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        take(String(decoding: parts[0], as: UTF8.self), String(decoding: value, as: UTF8.self))
    }

    private mutating func take(_ field: String, _ value: String) {
        switch field {
        case "data":
            event.data += hasData ? "\n" + value : value
            hasData = true
        case "event": event.name = value
        case "id": lastID = value
        default: break
        }
    }

    private mutating func endEvent(_ found: inout [ServerSentEvent]) {
        if hasData {
            event.id = lastID
            found.append(event)
        }
        event = ServerSentEvent()
        hasData = false
    }
}
