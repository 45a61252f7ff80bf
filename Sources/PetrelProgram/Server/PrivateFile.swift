internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file that only its owner may read, there with all its content or not at all.
struct PrivateFile {
    let path: String

    /// Replaces whatever has the name, in one step.
    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        let draft = "\(path).\(getpid()).new"
        _ = unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw refusal() }
        // The mask of the process may have taken more away than it should.
        var done = fchmod(file, 0o600) == 0 && Self.write(bytes, to: file) && fsync(file) == 0
        done = close(file) == 0 && done
        guard done, rename(draft, path) == 0 else {
            let failure = refusal()
            _ = unlink(draft)
            throw failure
        }
    }

    func remove() { _ = unlink(path) }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        let total = bytes.count
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                pwrite(file, bytes.baseAddress, bytes.count, off_t(total - rest.count))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func refusal() -> CommandFailure {
        CommandFailure(
            .cannotWrite, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
