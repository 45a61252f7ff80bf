"""powercut.py WRITER [--cuts N] [--seed N]: cuts the power under a writing ledger and looks for what was promised.

The ledger lies on a file system that forgets at a cut what was not synced (forgetful.py). After each cut everything
that was acknowledged must be there, by the independent checker; the same file is then written on. Control: with a
ledger that does not sync, acknowledged changes must be missing, or this rig would not find any.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Checker"))

from ledger_checker import check  # noqa: E402


class Rig:
    """A disk, and the file system that shows it while the power is on."""

    def __init__(self, name):
        self.folder = tempfile.mkdtemp(prefix=f"petrel-powercut-{name}-")
        self.disk = os.path.join(self.folder, "disk")
        self.mount = os.path.join(self.folder, "mount")
        os.mkdir(self.disk)
        os.mkdir(self.mount)
        self.daemon = None

    @property
    def ledger(self):
        return os.path.join(self.mount, "petrel.db")

    def power_on(self, keep=0.0, seed=0):
        self.daemon = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "forgetful.py"), self.disk, self.mount, str(keep), str(seed)]
        )
        deadline = time.monotonic() + 30
        while not os.path.ismount(self.mount):
            if self.daemon.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the file system could not be mounted")
            time.sleep(0.01)

    def power_off(self):
        self.daemon.kill()
        self.daemon.wait()
        subprocess.run(["fusermount3", "-u", "-z", self.mount], check=True)

    def trouble(self, name, content=""):
        path = os.path.join(self.disk, name)
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(content)
        os.rename(path + ".new", path)

    def calm(self, name):
        os.remove(os.path.join(self.disk, name))

    def is_troubled(self, name):
        return os.path.exists(os.path.join(self.disk, name))

    def close(self):
        if self.daemon and self.daemon.poll() is None:
            self.power_off()
        shutil.rmtree(self.folder)


class Writer:
    """The process that writes, and what it said so far."""

    def __init__(self, program, rig, *options):
        self.process = subprocess.Popen([program, rig.ledger, *options], stdout=subprocess.PIPE, text=True)
        self.lines = []
        self.arrived = threading.Condition()
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self):
        for line in self.process.stdout:
            if line.endswith("\n"):
                with self.arrived:
                    self.lines.append(line.rstrip("\n"))
                    self.arrived.notify_all()
        with self.arrived:
            self.lines.append(None)
            self.arrived.notify_all()

    def wait(self, what, is_enough, seconds=60):
        """Waits until the lines are enough."""
        with self.arrived:
            if not self.arrived.wait_for(lambda: is_enough(self.lines) or None in self.lines, seconds):
                raise SystemExit(f"the writer did not come to this in {seconds} s: {what}")
            if not is_enough(self.lines):
                raise SystemExit(f"the writer ended before this: {what}: {self.lines[-3:]}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.thread.join()

    @property
    def acknowledged(self):
        return [("VirtualMachine", line.split()[0], int(line.split()[1])) for line in self.said(is_ack)]

    def said(self, is_wanted):
        return [line for line in self.lines if line is not None and is_wanted(line)]


def is_ack(line):
    return line != "open" and not line.startswith("!")


def acks(count):
    return lambda lines: sum(1 for line in lines if line and is_ack(line)) >= count


def refusals(count):
    return lambda lines: sum(1 for line in lines if line and line.startswith("!")) >= count


def demand(condition, text):
    if not condition:
        raise SystemExit(f"NOT KEPT: {text}")


def demand_whole(report, what):
    for fault in report.faults[:20]:
        print("  " + fault)
    demand(not report.faults, f"{what}: {report.summary()}")


def cut_power(program, cuts, chance):
    """Cut after cut on one file; half of the time a part of what was not synced survives."""
    rig = Rig("cuts")
    acknowledged = []
    try:
        for number in range(cuts):
            rig.power_on(keep=chance.choice([0.0, 0.0, 0.3, 0.9]), seed=chance.getrandbits(32))
            if acknowledged:
                demand_whole(check(rig.ledger, acknowledged), f"after cut {number}")
            writer = Writer(program, rig)
            writer.wait("commits", acks(chance.randint(1, 400)))
            time.sleep(chance.random() * 0.05)
            rig.power_off()
            writer.kill()
            acknowledged += writer.acknowledged
        rig.power_on()
        report = check(rig.ledger, acknowledged)
        demand_whole(report, "after the last cut")
        print(f"{cuts} power cuts: {report.summary()}")
    finally:
        rig.close()


def control(program, chance, cuts=3):
    """The same without syncs must lose something, each time."""
    lost = 0
    promised = 0
    for _ in range(cuts):
        rig = Rig("control")
        try:
            rig.power_on()
            writer = Writer(program, rig, "--unsynced")
            writer.wait("commits", acks(chance.randint(100, 400)))
            rig.power_off()
            writer.kill()
            rig.power_on()
            report = check(rig.ledger, writer.acknowledged)
            promised += report.acknowledged
            lost += len(report.lost)
            demand(report.lost, "a ledger that does not sync loses what it acknowledged (the rig finds nothing)")
        finally:
            rig.close()
    print(f"control without syncs, {cuts} power cuts: {lost} of {promised} acknowledged changes lost, as it must be")


def fail_sync(program, file, chance, rounds):
    """One sync fails. Nothing is acknowledged until the file is opened again, and then the power may go too."""
    rig = Rig("sync")
    acknowledged = []
    try:
        rig.power_on()
        for _ in range(rounds):
            writer = Writer(program, rig)
            writer.wait("commits", acks(chance.randint(20, 60)))
            rig.trouble("fail-sync", file)
            writer.wait(f"a refusal after a failed sync of {file}", refusals(1))
            demand(not rig.is_troubled("fail-sync"), "the sync that failed was the one of the file")
            said = len(writer.lines)
            # All eight lives try again and again.
            writer.wait("refusals", refusals(60))
            late = [line for line in writer.lines[said:] if is_ack(line)]
            demand(len(late) == 0, f"nothing is acknowledged after a failed sync of {file}: {late}")
            writer.kill()
            acknowledged += writer.acknowledged
            again = Writer(program, rig)
            again.wait("commits after a restart", acks(chance.randint(20, 60)))
            rig.power_off()
            again.kill()
            acknowledged += again.acknowledged
            rig.power_on()
            demand_whole(check(rig.ledger, acknowledged), f"after a failed sync of {file} and a power cut")
        print(f"{rounds} failed syncs of {file}, each with a restart and a power cut: all {len(acknowledged)} there")
    finally:
        rig.close()


def fill_disk(program, chance, rounds):
    """The disk is full for a while. The same process goes on when there is space again."""
    rig = Rig("full")
    try:
        rig.power_on()
        writer = Writer(program, rig)
        for _ in range(rounds):
            before = len(writer.acknowledged)
            writer.wait("commits", acks(before + chance.randint(20, 60)))
            refused = len(writer.said(lambda line: not is_ack(line)))
            rig.trouble("full")
            writer.wait("a refusal for lack of space", refusals(refused + 20))
            rig.calm("full")
            began = time.monotonic()
            writer.wait("commits after space returned", acks(len(writer.acknowledged) + 20), seconds=5)
        reasons = {line for line in writer.said(lambda line: line.startswith("!"))}
        demand(all("no space left" in reason for reason in reasons), f"the reason is named: {reasons}")
        rig.power_off()
        writer.kill()
        rig.power_on()
        report = check(rig.ledger, writer.acknowledged)
        demand_whole(report, "after a full disk")
        print(f"{rounds} times a full disk, the last one over in {time.monotonic() - began:.1f} s: {report.summary()}")
    finally:
        rig.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("writer")
    arguments.add_argument("--cuts", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    program = os.path.abspath(options.writer)
    chance = random.Random(options.seed)
    print(f"seed {options.seed}")
    control(program, chance)
    cut_power(program, options.cuts, chance)
    fail_sync(program, "petrel.db-wal", chance, rounds=max(1, options.cuts // 10))
    fail_sync(program, "petrel.db", chance, rounds=max(1, options.cuts // 10))
    fill_disk(program, chance, rounds=max(1, options.cuts // 10))


main()
