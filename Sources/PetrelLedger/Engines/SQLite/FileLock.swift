internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Keeps every other process away from a ledger's file, for as long as it is held.
///
/// A lock file stands beside the ledger, because SQLite's own locks come and go with transactions. The kernel takes
/// the lock back when the process ends, however it ends.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(ledger path: String) throws(LedgerError) {
        let lockPath = path + ".lock"
        let file = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.refusal(path: path, code: errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let owner = Self.owner(of: file)
            _ = close(file)
            throw .inUse(path: path, by: owner)
        }
        Self.write("\(getpid())\n", to: file)
        descriptor = Mutex(file)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { file in
            guard let descriptor = file else { return }
            // A child that is just being started may still have the descriptor, which would keep the lock.
            _ = flock(descriptor, LOCK_UN)
            _ = close(descriptor)
            file = nil
        }
    }

    /// The text is for people only, so that a failure to write it is no failure.
    private static func write(_ text: String, to file: Int32) {
        _ = ftruncate(file, 0)
        _ = text.withCString { pwrite(file, $0, strlen($0), 0) }
    }

    private static func owner(of file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(file, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return digits.isEmpty
            ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
    }

    private static func refusal(path: String, code: Int32) -> LedgerError {
        switch code {
        case ENOSPC: .diskFull(path: path)
        case EACCES, EPERM, EROFS: .readOnly(path: path)
        default:
            .storage(
                path: path, detail: "its folder cannot be used: \(String(cString: strerror(code)))")
        }
    }
}
