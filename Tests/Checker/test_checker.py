"""test_checker.py FILE: spoils copies of a good ledger, one way after the other; the checker must see each.

A checker that finds nothing proves nothing otherwise.
"""

import os
import shutil
import sqlite3
import sys
import tempfile

from ledger_checker import check

#: What somebody could have done, and what must be said of it.
SPOILING = {
    "an event is missing": "DELETE FROM events_1 WHERE sequence = 40",
    "an event's text is changed": "UPDATE events_1 SET content = CAST(replace(CAST(content AS TEXT), 'Free', 'Held') AS BLOB) "
    "WHERE sequence = (SELECT min(sequence) FROM events_1 WHERE instr(content, 'Free'))",
    "an event's hash is changed": "UPDATE events_1 SET hash = zeroblob(32) WHERE sequence = 40",
    "an event's column is changed": "UPDATE events_1 SET type = 'X' WHERE sequence = 40",
    "the newest event is missing": "DELETE FROM events_1 WHERE sequence = (SELECT max(sequence) FROM events_1 "
    "WHERE instr(content, 'resourceVersion')) OR sequence > (SELECT max(sequence) FROM events_1 "
    "WHERE instr(content, 'resourceVersion'))",
    "a change without its event": "UPDATE resources SET version = version + 1 WHERE number = 20",
    "a state that no event tells of": "UPDATE resources SET state = 'X' WHERE number = 20",
    "a resource that is gone": "DELETE FROM resources WHERE number = 20",
    "a resource that nobody made": "INSERT INTO resources (kind, id, version, state, attributes, created, changed) "
    "VALUES ('Volume', 'x', 1, 'Ready', '{}', 1, 1)",
    "a removal that no event tells of": "UPDATE resources SET removed = changed WHERE number = 20 AND removed IS NULL",
}


def spoiled(path, statement):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "spoiled.db")
        for ending in ("", "-wal"):
            if os.path.exists(path + ending):
                shutil.copyfile(path + ending, copy + ending)
        database = sqlite3.connect(copy)
        with database:
            changed = database.execute(statement).rowcount
        database.close()
        assert changed > 0, f"nothing was spoiled by {statement}"
        return check(copy)


def main():
    (path,) = sys.argv[1:]
    report = check(path)
    assert not report.faults, report.faults[:3]
    for what, statement in SPOILING.items():
        assert spoiled(path, statement).faults, f"the checker does not see: {what}"
    key, life = next((key, life) for key, life in report.lives.items() if life)
    assert check(path, [(*key, life[-1].version)]).lost == []
    assert check(path, [(*key, life[-1].version + 1)]).lost, "the checker does not see that an acknowledged change is lost"
    print(f"the checker sees all of {len(SPOILING) + 1} ways to spoil a ledger")


main()
