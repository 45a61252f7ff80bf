internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The lines of a file of any length, one after the other, without their ends.
struct FileLines: AsyncSequence {
    typealias Element = [UInt8]

    /// Longer ones are no events.
    private static let longest = 64 << 20
    private let descriptor: Int32
    private let name: String

    /// `-` is standard input.
    init(_ path: String) throws(CommandFailure) {
        name = path
        descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure(
                .noInput, "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(descriptor: descriptor, name: name) }

    struct Iterator: AsyncIteratorProtocol {
        let descriptor: Int32
        let name: String
        private var block = [UInt8](repeating: 0, count: 1 << 18)
        private var rest: ArraySlice<UInt8> = []
        private var isAtEnd = false

        init(descriptor: Int32, name: String) {
            self.descriptor = descriptor
            self.name = name
        }

        mutating func next() async throws -> [UInt8]? {
            var line: [UInt8] = []
            while true {
                if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    line += rest[..<end]
                    rest = rest[(end + 1)...]
                    if line.last == UInt8(ascii: "\r") { line.removeLast() }
                    return line
                }
                line += rest
                guard line.count <= FileLines.longest else {
                    throw CommandFailure(.badData, "\(name) has a line that is no event")
                }
                rest = []
                if isAtEnd { return line.isEmpty ? nil : line }
                try fill()
            }
        }

        private mutating func fill() throws(CommandFailure) {
            let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { return }
            guard count >= 0 else {
                throw CommandFailure(
                    .noInput, "\(name) cannot be read: \(String(cString: strerror(errno)))")
            }
            isAtEnd = count == 0
            rest = block[..<count]
        }
    }
}
