internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The data folder: there, private, writable, with room, on a disk.
struct FolderCheck {
    let folder: DataFolder

    func findings() -> [Finding] {
        var status = stat()
        guard stat(folder.path, &status) == 0 else { return [missing] }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return [
                .wrong(
                    "data folder", "\(folder.path) is no folder",
                    "move it away or name another one with --data-dir")
            ]
        }
        return [access(status), space, fileSystem].compactMap { $0 }
    }

    private var missing: Finding {
        let reason = String(cString: strerror(errno))
        guard errno == ENOENT else {
            return .wrong(
                "data folder", "\(folder.path): \(reason)", "check the folders above it")
        }
        return .good("data folder", "\(folder.path) is not there yet; the first start makes it")
    }

    private func access(_ status: stat) -> Finding {
        let path = folder.path
        if status.st_mode & 0o077 != 0 {
            return .wrong(
                "data folder", "\(path) can be entered by others, and it holds keys",
                "chmod 700 \(path)")
        }
        guard Foundation.access(path, R_OK | W_OK | X_OK) == 0 else {
            return .wrong(
                "data folder", "\(path) cannot be written by this user",
                "run the server as its owner, or chown -R it")
        }
        return .good("data folder", path)
    }

    private var space: Finding? {
        var file = statvfs()
        guard statvfs(folder.path, &file) == 0 else { return nil }
        let free = ByteCount(Int(file.f_bavail) * Int(file.f_frsize))
        switch free.bytes {
        case ..<(100 << 20):
            return .wrong(
                "free space", "\(free.rounded) left: commits will soon be refused",
                "free some; work then goes on by itself")
        case ..<(1 << 30):
            return .notice(
                "free space", "\(free.rounded) left", "a busy server writes gigabytes a day")
        default: return .good("free space", free.rounded)
        }
    }

    /// Locks and syncs must mean what they say.
    private var fileSystem: Finding? {
        switch MountTable.fileSystem(of: folder.path) {
        case "nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph", "glusterfs":
            return .wrong(
                "file system", "the folder lies on a network file system",
                "move it to a local disk: SQLite's locks are not safe there")
        case "tmpfs", "ramfs":
            return .notice(
                "file system", "the folder lies in memory and is gone after a restart",
                "move it to a disk")
        default: return nil
        }
    }
}
