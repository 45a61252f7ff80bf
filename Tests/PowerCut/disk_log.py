"""What a disk was told, in order, in one file; and what is left of it when the power goes.

A write is only in the file system's memory until its file is synced, and a name until its folder is. The log keeps
both, so that after a cut the surviving part can be made anew: all that was synced, and of the rest each piece with a
given probability, in any mixture, as disks do.
"""

import json
import os
import random
import struct

HEADER = struct.Struct("<cIQI")
WRITE, RESIZE, SYNC, FORGET, NAMES, SYNC_NAMES = b"W", b"R", b"S", b"F", b"N", b"D"


class DiskLog:
    def __init__(self, path):
        self.file = open(path, "ab", buffering=0)

    def add(self, kind, number=0, place=0, payload=b""):
        self.file.write(HEADER.pack(kind, number, place, len(payload)) + payload)

    def add_names(self, kind, changes):
        self.add(kind, payload=json.dumps(changes).encode())


class Image:
    """Files by number and numbers by path. `folder` is the number of a path that is a folder."""

    FOLDER = 0

    def __init__(self):
        self.names = {"/": self.FOLDER}
        self.files = {}

    def apply(self, kind, number, place, payload):
        content = self.files.setdefault(number, bytearray())
        if kind == RESIZE:
            del content[place:]
            content.extend(bytes(place - len(content)))
        else:
            if len(content) < place:
                content.extend(bytes(place - len(content)))
            content[place : place + len(payload)] = payload

    def rename(self, changes):
        """Names that are given (path, number) and taken (path, None)."""
        for path, number in changes:
            if number is None:
                self.names.pop(path, None)
            else:
                self.names[path] = number


def read(path):
    """The records of a log, up to where its end may be cut off."""
    with open(path, "rb") as file:
        data = file.read()
    place = 0
    while place + HEADER.size <= len(data):
        kind, number, offset, length = HEADER.unpack_from(data, place)
        place += HEADER.size
        if place + length > len(data):
            return
        yield kind, number, offset, data[place : place + length]
        place += length


def survivors(path, keep, seed):
    """What the disk holds after a cut, when each piece that was not synced is kept with probability `keep`."""
    chance = random.Random(seed)
    image = Image()
    pending = {}
    pending_names = []
    for kind, number, place, payload in read(path):
        if kind in (WRITE, RESIZE):
            pending.setdefault(number, []).append((kind, number, place, payload))
        elif kind == SYNC:
            for record in pending.pop(number, []):
                image.apply(*record)
        elif kind == FORGET:
            pending.pop(number, None)
        elif kind == NAMES:
            pending_names.append(json.loads(payload))
        elif kind == SYNC_NAMES:
            folder = json.loads(payload)
            durable = [c for c in pending_names if any(os.path.dirname(p) == folder for p, _ in c)]
            for changes in durable:
                image.rename(changes)
                pending_names.remove(changes)
    for records in pending.values():
        for record in records:
            if chance.random() < keep:
                image.apply(*record)
    for changes in pending_names:
        if chance.random() < keep:
            image.rename(changes)
    for name, number in sorted(image.names.items()):
        # A name without its folder leads nowhere; one whose content is gone leads to an empty file.
        if name != "/" and os.path.dirname(name) not in image.names:
            del image.names[name]
        elif number != Image.FOLDER:
            image.files.setdefault(number, bytearray())
    return image


def begin(path, image):
    """A new log that starts with an image, all of it synced."""
    log = DiskLog(path)
    for number, content in image.files.items():
        if number in image.names.values():
            log.add(WRITE, number, 0, bytes(content))
            log.add(SYNC, number)
    for name, number in image.names.items():
        if name != "/":
            log.add_names(NAMES, [(name, number)])
            log.add_names(SYNC_NAMES, os.path.dirname(name))
    return log
