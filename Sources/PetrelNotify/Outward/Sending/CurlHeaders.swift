internal import CCurl

/// The lines of a request's header as the library reads them, in two pieces of memory rather than in two for each line.
final class CurlHeaders {
    private let text: UnsafeMutableBufferPointer<CChar>
    private let lines: UnsafeMutableBufferPointer<curl_slist>

    var list: UnsafeMutablePointer<curl_slist>? { lines.baseAddress }

    init(_ headers: [(name: String, value: String)]) {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        bytes.reserveCapacity(64 * headers.count + 16)
        for (name, value) in headers {
            starts.append(bytes.count)
            bytes += name.utf8
            // A name with an empty value is written with a semicolon, or the library would leave it out.
            bytes += value.isEmpty ? ";".utf8 : ": ".utf8
            bytes += value.utf8
            bytes.append(0)
        }
        starts.append(bytes.count)
        // Without it the library would wait a second for a leave to send long bodies.
        bytes += "Expect:\0".utf8
        text = .allocate(capacity: bytes.count)
        for (place, byte) in bytes.enumerated() {
            text.initializeElement(at: place, to: CChar(bitPattern: byte))
        }
        lines = .allocate(capacity: starts.count)
        for (place, start) in starts.enumerated() {
            let next = place + 1 < starts.count ? lines.baseAddress?.advanced(by: place + 1) : nil
            lines.initializeElement(
                at: place, to: curl_slist(data: text.baseAddress?.advanced(by: start), next: next))
        }
    }

    deinit {
        text.deallocate()
        lines.deallocate()
    }
}
