internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where an export goes. A file gets its name only once everything is in it.
final class ExportFile: Sendable {
    private let path: String?
    private let descriptor: Int32
    private let buffer = Mutex<[UInt8]>([])

    /// `-` is standard output.
    init(_ path: String, replacing: Bool) throws(CommandFailure) {
        guard path != "-" else {
            (self.path, descriptor) = (nil, 1)
            return
        }
        guard replacing || access(path, F_OK) != 0 else {
            throw CommandFailure(.cannotWrite, "\(path) is there already: --force replaces it")
        }
        descriptor = open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.refusal(path) }
        self.path = path
    }

    deinit { if path != nil { _ = close(descriptor) } }

    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        let full = buffer.withLock { buffer -> [UInt8] in
            buffer += bytes
            guard buffer.count >= 1 << 18 else { return [] }
            defer { buffer.removeAll(keepingCapacity: true) }
            return buffer
        }
        try flush(full)
    }

    func finish() throws(CommandFailure) {
        try flush(
            buffer.withLock { buffer in
                defer { buffer = [] }
                return buffer
            })
        guard let path else { return }
        guard fsync(descriptor) == 0, rename(path + ".part", path) == 0 else {
            throw Self.refusal(path)
        }
    }

    private func flush(_ bytes: [UInt8]) throws(CommandFailure) {
        guard let path else { return Terminal.write(bytes, to: .output) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.write(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.refusal(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(file, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(file, bytes.baseAddress, bytes.count)
        #endif
    }

    private static func refusal(_ path: String) -> CommandFailure {
        CommandFailure(
            .cannotWrite, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
