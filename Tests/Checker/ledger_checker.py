"""Reads a ledger's file by its documented format and says whether it keeps its promises.

Shares nothing with the server: SQLite of Python's standard library, and Documentation/ledger-format.md. It looks at a
copy, so that it changes nothing; nobody may write meanwhile.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import uuid
from dataclasses import dataclass, field

CATEGORIES = {
    "ActionEvent": 1,
    "ResourceStateEvent": 2,
    "AlertEvent": 3,
    "UsageEvent": 4,
    "AsyncJobEvent": 5,
}
LEVELS = {"INFO": 1, "WARN": 2, "ERROR": 3}
COLUMNS = "sequence, id, time, category, level, type, resource, account, domain_path, job, hash, content"


@dataclass
class Change:
    """What one event says of one resource."""

    sequence: int
    version: int
    old: str | None
    new: str | None
    type: str
    time: int


@dataclass
class Report:
    """What was found; nothing is wrong when `faults` is empty."""

    faults: list[str] = field(default_factory=list)
    events: int = 0
    resources: int = 0
    acknowledged: int = 0
    #: Of each resource, by kind and id, every change in order.
    lives: dict[tuple[str, str], list[Change]] = field(default_factory=dict)
    #: The id of each event, by its sequence.
    ids: dict[int, str] = field(default_factory=dict)
    #: Acknowledged changes that are not there, by kind, id and version.
    lost: list[tuple[str, str, int]] = field(default_factory=list)

    def fault(self, text):
        self.faults.append(text)

    def summary(self):
        return (
            f"{self.events} events, {self.resources} resources, "
            f"{self.acknowledged} acknowledged changes, {len(self.lost)} of them lost, "
            f"{len(self.faults)} faults"
        )


def check(path, acknowledged=()):
    """Checks the ledger at `path`; `acknowledged` are changes (kind, id, version) that must be there."""
    with tempfile.TemporaryDirectory(prefix="ledger-check-") as folder:
        copy = os.path.join(folder, "copy.db")
        for ending in ("", "-wal"):
            if os.path.exists(path + ending):
                shutil.copyfile(path + ending, copy + ending)
        database = sqlite3.connect(copy)
        try:
            return Checker(database, Report()).run(acknowledged)
        finally:
            database.close()


class Checker:
    """One walk through one file."""

    def __init__(self, database, report):
        self.database = database
        self.report = report
        self.ids = set()
        self.causes = []
        self.starts_late = False
        database.text_factory = lambda text: text.decode("utf-8")

    def run(self, acknowledged):
        for line in self.rows("PRAGMA integrity_check"):
            if line[0] != "ok":
                self.report.fault(f"integrity: {line[0]}")
        if self.rows("SELECT 1 FROM sqlite_schema WHERE name = 'partitions'"):
            self.walk()
            self.compare_with_resources()
        self.look_for(acknowledged)
        return self.report

    def rows(self, sql, *values):
        return self.database.execute(sql, values).fetchall()

    # The chain

    def walk(self):
        partitions = self.rows("SELECT first, last, previous_hash FROM partitions ORDER BY first")
        if not partitions:
            return
        expected, _, previous = partitions[0]
        self.starts_late = expected > 1
        if (expected > 1) != (previous is not None):
            self.report.fault(f"partition {expected}: its anchor in the chain does not fit")
        for number, (first, last, anchor) in enumerate(partitions):
            if first != expected or anchor != previous:
                self.report.fault(f"partition {first}: begins elsewhere than the one before ends")
            for row in self.database.execute(f"SELECT {COLUMNS} FROM events_{first} ORDER BY sequence"):
                previous = self.see(row, expected, previous)
                expected += 1
            is_open = number == len(partitions) - 1
            if last != (None if is_open else expected - 1):
                self.report.fault(f"partition {first}: ends at {expected - 1}, not {last}")
        for sequence, cause in self.causes:
            if cause not in self.ids and not self.starts_late:
                self.report.fault(f"event {sequence}: its cause {uuid.UUID(bytes=cause)} is not there")
        tables = {row[0] for row in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        stray = {name for name in tables if name.startswith("events_")} - {f"events_{p[0]}" for p in partitions}
        if stray:
            self.report.fault(f"tables of events that no partition names: {sorted(stray)}")

    def see(self, row, expected, previous):
        sequence, identity, time, category, level, kind, resource, account, domain, job, digest, content = row
        self.report.events += 1
        if sequence != expected:
            self.report.fault(f"event {expected} is missing; {sequence} stands there")
        if hashlib.sha256((previous or b"") + content).digest() != digest:
            self.report.fault(f"event {sequence}: its hash does not follow")
        event = json.loads(content)
        told = (
            event.get("sequence"),
            uuid.UUID(event["id"]).bytes,
            nanoseconds(event["time"]),
            CATEGORIES[event["category"]],
            LEVELS[event["level"]],
            event["type"],
            event.get("resource", {}).get("id"),
            event.get("owner", {}).get("account"),
            event.get("domainPath"),
            event.get("cause", {}).get("job"),
        )
        if told != (sequence, identity, time, category, level, kind, resource, account, domain, job):
            self.report.fault(f"event {sequence}: its columns differ from its content")
        if identity in self.ids:
            self.report.fault(f"event {sequence}: its id is there twice")
        self.ids.add(identity)
        self.report.ids[sequence] = event["id"]
        cause = event.get("cause", {}).get("event")
        if cause:
            self.causes.append((sequence, uuid.UUID(cause).bytes))
        if "resourceVersion" in event:
            self.follow(event, time)
        return digest

    # The lives of the resources

    def follow(self, event, time):
        """Adds the event's change to the life of its resource."""
        if "resource" not in event:
            self.report.fault(f"event {event['sequence']}: a version without a resource")
            return
        key = (event["resource"]["kind"], event["resource"]["id"])
        change = Change(
            event["sequence"], event["resourceVersion"], event.get("oldState"), event.get("newState"),
            event["type"], time,
        )
        life = self.report.lives.setdefault(key, [])
        name = f"event {change.sequence}, {key[0]} {key[1]}"
        if life:
            before = life[-1]
            if change.version != before.version + 1:
                self.report.fault(f"{name}: version {change.version} follows {before.version}")
            if before.new is None:
                self.report.fault(f"{name}: changed after its removal")
            elif change.old != before.new:
                self.report.fault(f"{name}: leaves {change.old}, but was {before.new}")
        elif not self.starts_late and (change.version != 1 or change.old is not None):
            self.report.fault(f"{name}: begins at version {change.version} in {change.old}")
        if change.version > 1 and change.old is None:
            self.report.fault(f"{name}: no old state")
        if change.old != change.new and change.old and change.new:
            if event["category"] != "ResourceStateEvent" or "trigger" not in event:
                self.report.fault(f"{name}: a move that is no state event")
        life.append(change)

    def compare_with_resources(self):
        """Folding the events must give the table of resources, no row more and no row less."""
        seen = set()
        query = "SELECT kind, id, version, state, created, changed, removed FROM resources"
        for kind, identity, version, state, created, changed, removed in self.database.execute(query):
            self.report.resources += 1
            seen.add((kind, identity))
            life = self.report.lives.get((kind, identity))
            if life is None:
                if not self.starts_late:
                    self.report.fault(f"{kind} {identity}: a resource without events")
                continue
            last = life[-1]
            is_removed = last.new is None
            folded = (last.version, last.old if is_removed else last.new, last.time, last.time if is_removed else None)
            if folded != (version, state, changed, removed):
                self.report.fault(
                    f"{kind} {identity}: its events lead to {folded}, the table has "
                    f"{(version, state, changed, removed)}"
                )
            if life[0].version == 1 and life[0].time != created:
                self.report.fault(f"{kind} {identity}: created at another time than its first event")
        for kind, identity in self.report.lives.keys() - seen:
            self.report.fault(f"{kind} {identity}: events without a resource")

    # What somebody was promised

    def look_for(self, acknowledged):
        for kind, identity, version in acknowledged:
            self.report.acknowledged += 1
            life = self.report.lives.get((kind, identity), [])
            if not life or life[-1].version < version:
                self.report.lost.append((kind, identity, version))
        if self.report.lost:
            self.report.fault(f"{len(self.report.lost)} acknowledged changes are lost, as {self.report.lost[0]}")


def nanoseconds(text):
    """A time in RFC 3339, UTC, with nine digits, as nanoseconds since 1970."""
    from calendar import timegm
    from time import strptime

    seconds, fraction = text.removesuffix("Z").split(".")
    return timegm(strptime(seconds, "%Y-%m-%dT%H:%M:%S")) * 1_000_000_000 + int(fraction)
