internal import NIOCore

/// One block of an event stream, written down once for all streams that send it.
struct StreamBlock: Sendable {
    /// The block as a chunk of an HTTP/1.1 body.
    let chunk: ByteBuffer
    /// The block alone, for HTTP/2, in the same memory.
    let text: ByteBuffer

    init(_ bytes: [UInt8]) {
        let size = String(bytes.count, radix: 16)
        var chunk = ByteBuffer()
        chunk.reserveCapacity(size.utf8.count + bytes.count + 4)
        chunk.writeString(size)
        chunk.writeStaticString("\r\n")
        let start = chunk.writerIndex
        chunk.writeBytes(bytes)
        text = chunk.getSlice(at: start, length: bytes.count) ?? ByteBuffer()
        chunk.writeStaticString("\r\n")
        self.chunk = chunk
    }

    /// An event as browsers know it. `data` must be one line.
    init(event: String, id: Int64?, data: [UInt8], retry: Duration? = nil) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(data.count + event.utf8.count + 64)
        if let retry {
            bytes.append(contentsOf: "retry: \(Int64(retry / .milliseconds(1)))\n".utf8)
        }
        if let id { bytes.append(contentsOf: "id: \(id)\n".utf8) }
        bytes.append(contentsOf: "event: \(event)\ndata: ".utf8)
        bytes.append(contentsOf: data)
        bytes.append(contentsOf: "\n\n".utf8)
        self.init(bytes)
    }

    /// A comment, which clients pass over.
    static let heartbeat = StreamBlock(Array(":\n\n".utf8))

    /// The end of a chunked body.
    static let lastChunk = ByteBuffer(string: "0\r\n\r\n")
}
