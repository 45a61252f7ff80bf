"""forgetful.py DISK MOUNT KEEP SEED: a file system that forgets at a power cut what was not synced.

DISK is a folder outside of it, with what the disk was told. Killing this process is the power cut; starting it again
shows what is left. Two files in DISK make trouble: while `full` is there, no file grows; `fail-sync`, with the end of
a file's name in it, makes one sync of such a file fail and forgets what was to be synced, as Linux does.
"""

import errno
import os
import stat
import sys
import time

import disk_log
import mfusepy


class Forgetful(mfusepy.Operations):
    use_ns = True

    def __init__(self, disk, keep, seed):
        self.disk = disk
        image = self.restore(keep, seed)
        self.names = image.names
        self.files = image.files
        self.next_number = max([0, *self.files, *self.names.values()]) + 1
        self.modes = {}
        self.began = time.time_ns()

    def restore(self, keep, seed):
        path = os.path.join(self.disk, "log")
        image = disk_log.survivors(path, keep, seed) if os.path.exists(path) else disk_log.Image()
        self.log = disk_log.begin(path + ".new", image)
        os.rename(path + ".new", path)
        return image

    def wish(self, name):
        """The content of one of the files that make trouble."""
        try:
            with open(os.path.join(self.disk, name), encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def number(self, path):
        if path not in self.names:
            raise mfusepy.FuseOSError(errno.ENOENT)
        return self.names[path]

    # Names

    def rename_all(self, changes):
        self.log.add_names(disk_log.NAMES, changes)
        for path, number in changes:
            if number is None:
                del self.names[path]
            else:
                self.names[path] = number

    def getattr(self, path, fh=None):
        number = fh or self.number(path)
        if self.names.get(path) == disk_log.Image.FOLDER:
            return dict(st_mode=stat.S_IFDIR | 0o755, st_nlink=2, **self.owner())
        return dict(
            st_mode=stat.S_IFREG | self.modes.get(number, 0o600), st_nlink=1, st_size=len(self.files[number]),
            **self.owner(),
        )

    def owner(self):
        times = dict.fromkeys(("st_atime", "st_mtime", "st_ctime"), self.began)
        return dict(st_uid=os.getuid(), st_gid=os.getgid(), **times)

    def readdir(self, path, fh):
        return [".", ".."] + [os.path.basename(n) for n in self.names if n != "/" and os.path.dirname(n) == path]

    def mkdir(self, path, mode):
        self.rename_all([(path, disk_log.Image.FOLDER)])
        return 0

    def rmdir(self, path):
        if any(os.path.dirname(name) == path for name in self.names):
            raise mfusepy.FuseOSError(errno.ENOTEMPTY)
        self.rename_all([(path, None)])
        return 0

    def unlink(self, path):
        # The content stays: somebody may have it open.
        self.number(path)
        self.rename_all([(path, None)])
        return 0

    def rename(self, old, new):
        self.rename_all([(old, None), (new, self.number(old))])
        return 0

    def fsyncdir(self, path, datasync, fh):
        self.log.add_names(disk_log.SYNC_NAMES, path)
        return 0

    # Contents

    def create(self, path, mode, fi=None):
        number = self.next_number
        self.next_number += 1
        self.files[number] = bytearray()
        self.modes[number] = stat.S_IMODE(mode)
        self.rename_all([(path, number)])
        return number

    def open(self, path, flags):
        number = self.number(path)
        if flags & os.O_TRUNC:
            self.truncate(path, 0, number)
        return number

    def read(self, path, size, offset, fh):
        return bytes(self.files[fh][offset : offset + size])

    def write(self, path, data, offset, fh):
        if offset + len(data) > len(self.files[fh]) and self.wish("full") is not None:
            raise mfusepy.FuseOSError(errno.ENOSPC)
        self.change(disk_log.WRITE, fh, offset, data)
        return len(data)

    def truncate(self, path, length, fh=None):
        self.change(disk_log.RESIZE, fh or self.number(path), length, b"")
        return 0

    def change(self, kind, number, place, payload):
        self.log.add(kind, number, place, payload)
        image = disk_log.Image()
        image.files = self.files
        image.apply(kind, number, place, payload)

    def fsync(self, path, datasync, fh):
        failing = self.wish("fail-sync")
        if failing is not None and path.endswith(failing):
            os.remove(os.path.join(self.disk, "fail-sync"))
            self.log.add(disk_log.FORGET, fh)
            raise mfusepy.FuseOSError(errno.EIO)
        self.log.add(disk_log.SYNC, fh)
        return 0

    def chmod(self, path, mode):
        self.modes[self.number(path)] = stat.S_IMODE(mode)
        return 0

    def chown(self, path, uid, gid):
        return 0

    def utimens(self, path, times=None):
        return 0

    def statfs(self, path):
        return dict(f_bsize=4096, f_frsize=4096, f_blocks=1 << 22, f_bavail=1 << 22, f_bfree=1 << 22, f_namemax=255)


def main():
    disk, mount, keep, seed = sys.argv[1:]
    operations = Forgetful(os.path.abspath(disk), float(keep), int(seed))
    # A single thread, so that the log is in the order in which things happened.
    mfusepy.FUSE(operations, os.path.abspath(mount), foreground=True, nothreads=True)


main()
