internal import Glibc

/// Takes requests apart that come on one connection.
struct RequestReader {
    private let socket: Int32
    private let connection: Int
    private var buffer: [UInt8] = []

    init(_ socket: Int32, _ connection: Int) {
        self.socket = socket
        self.connection = connection
    }

    /// The next one; `nil` at the end.
    mutating func next() -> ScriptedServer.Request? {
        guard let head = upTo(Array("\r\n\r\n".utf8)) else { return nil }
        let lines = head.split(separator: "\r\n")
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
        let length = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        while buffer.count < length { guard fill() else { return nil } }
        defer { buffer.removeFirst(length) }
        return ScriptedServer.Request(
            line: String(lines.first ?? ""), headers: headers, body: Array(buffer.prefix(length)),
            connection: connection)
    }

    private mutating func upTo(_ mark: [UInt8]) -> String? {
        while true {
            if let range = buffer.firstRange(of: mark) {
                defer { buffer.removeFirst(range.upperBound) }
                return String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    private mutating func fill() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = read(socket, &bytes, bytes.count)
        guard count > 0 else { return false }
        buffer += bytes.prefix(count)
        return true
    }
}
