internal import PetrelCloud

/// What a stream says besides events. All of it is JSON with a name, so that a client which reads the data of everything
/// is not surprised, and one that listens to names never sees it.
extension StreamBlock {
    /// Everything up to here was looked at for this stream: from here a client goes on after a break.
    static func bookmark(at sequence: Int64, retry: Duration? = nil) -> StreamBlock {
        var json = JSONWriter(capacity: 64)
        json.object { $0.member("cursor", String(sequence)) }
        return StreamBlock(event: "bookmark", id: sequence, data: json.bytes, retry: retry)
    }

    /// Events that the client has not seen are not there any more. The stream goes on with `first`.
    static func gap(after cursor: Int64, first: Int64, _ reason: String) -> StreamBlock {
        var json = JSONWriter(capacity: 128)
        json.object { json in
            json.member("after", String(cursor))
            json.member("first", String(first))
            json.member("reason", reason)
        }
        return StreamBlock(event: "gap", id: first - 1, data: json.bytes)
    }

    /// Why the server ends the stream.
    static func end(_ reason: String) -> StreamBlock {
        var json = JSONWriter(capacity: 64)
        json.object { $0.member("reason", reason) }
        return StreamBlock(event: "end", id: nil, data: json.bytes)
    }
}
