internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The terminal, if there is one, and plain output if not.
enum Terminal {
    enum Stream: Int32, Sendable {
        case output = 1
        case errors = 2

        var isTerminal: Bool { isatty(rawValue) == 1 }

        /// Colours are for terminals, unless `NO_COLOR` is set or the terminal is a dumb one.
        var hasColours: Bool {
            let environment = ProcessInfo.processInfo.environment
            return isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
                && environment["TERM"] != "dumb"
        }
    }

    /// Whoever started us may have closed some of the three streams. The next file to be opened would
    /// get such a number, and what is said would be written into it.
    static func openMissingStreams() {
        for number in Int32(0)...2 where fcntl(number, F_GETFD) == -1 {
            // The lowest free number is this one, since those below it are open.
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Columns of the terminal; `nil` when output goes elsewhere and lines need not fit.
    static var width: Int? {
        guard Stream.output.isTerminal else { return nil }
        var size = winsize()
        guard ioctl(Stream.output.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
        }
        return Int(size.ws_col)
    }

    /// Writes a line for people or programs.
    static func say(_ line: String) { write(line + "\n", to: .output) }

    /// Writes a line about what went wrong or is going on.
    static func complain(_ line: String) { write(line + "\n", to: .errors) }

    /// What to do when whoever read has gone, as `head` does.
    enum LostReader {
        case end
        /// A server outlives those who read what it says.
        case goOn
    }

    /// Writes all of it at once and unbuffered, so that a reader at a pipe gets each line when it is said.
    static func write(_ text: String, to stream: Stream, whenReaderIsLost: LostReader = .end) {
        write(Array(text.utf8), to: stream, whenReaderIsLost: whenReaderIsLost)
    }

    static func write(
        _ bytes: [UInt8], to stream: Stream, whenReaderIsLost: LostReader = .end
    ) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(stream.rawValue, $0) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE, whenReaderIsLost == .end {
                exit(Exit.done.rawValue)
            } else if errno != EINTR && errno != EAGAIN {
                return
            }
        }
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
