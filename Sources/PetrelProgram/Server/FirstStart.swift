internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Makes the first start of a server all or nothing.
///
/// While a new cloud is made, a mark lies in the data folder, and it goes before anybody learns the
/// keys. A start that finds the mark knows that the one before was cut off there: what it left was
/// never anybody's, so it is thrown away and made anew.
final class FirstStart: Sendable {
    private let folder: DataFolder
    private let descriptor: Int32

    private init(_ folder: DataFolder, _ descriptor: Int32) {
        self.folder = folder
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }

    static func mark(_ folder: DataFolder) -> String { folder.path + "/first-start" }

    /// `nil` when the folder has a cloud already.
    static func begin(_ folder: DataFolder) throws(CommandFailure) -> FirstStart? {
        let path = mark(folder)
        let isNew = access(folder.ledger, F_OK) != 0
        guard isNew || access(path, F_OK) == 0 else { return nil }
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw CommandFailure(
                .cannotWrite, "\(folder.path) cannot be written: check its owner and mode")
        }
        let first = FirstStart(folder, file)
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            throw CommandFailure(
                .failed, "another server is making its cloud in \(folder.path) at this moment")
        }
        // The other one may have finished between the two looks.
        guard first.isStillMarked else { return nil }
        if !isNew { first.throwAway() }
        return first
    }

    /// From here on the cloud is somebody's.
    func finish() throws(CommandFailure) {
        guard unlink(Self.mark(folder)) == 0, sync(folder.path) else {
            throw CommandFailure(.cannotWrite, "\(folder.path) cannot be written any more")
        }
    }

    private var isStillMarked: Bool {
        var held = stat()
        var named = stat()
        return fstat(descriptor, &held) == 0 && stat(Self.mark(folder), &named) == 0
            && held.st_ino == named.st_ino && held.st_dev == named.st_dev
    }

    private func throwAway() {
        for suffix in ["", "-wal", "-shm"] { _ = unlink(folder.ledger + suffix) }
    }

    private func sync(_ path: String) -> Bool {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { _ = close(folder) }
        return folder >= 0 && fsync(folder) == 0
    }
}
