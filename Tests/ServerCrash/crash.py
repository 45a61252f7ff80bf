"""crash.py PETREL [--kills N] [--seed N]: kills a loaded server at random instants and looks for what was promised.

Six clients of four accounts use the signed API and note every answer in a journal, written and synced before they go
on. The server is killed (now and then stopped, now and then killed while it starts) and comes back on the same data
without help. After each kill the independent checker reads the file: versions without holes, each change with exactly
one event, no event without its change, an unbroken chain, and every acknowledged change there. Once it answers again,
no job and no resource may still be in the middle of something. A client of the stream resumes from life to life and
hears every event once, in order, and none that is not in the file.
"""

import argparse
import base64
import http.client
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "Checker"), os.path.join(HERE, "..", "Rig")]

from ledger_checker import check  # noqa: E402
from petrel_rig import PATIENCE, Broken, Offer, Refused, Server, Several, Tenant  # noqa: E402

#: States that somebody must be at work on.
BUSY = {
    "AsyncJob": {"IN_PROGRESS"},
    "VirtualMachine": {"Starting", "Stopping", "Migrating", "Restoring"},
    "Volume": {"Creating", "Migrating", "Snapshotting", "Resizing", "Attaching", "Expunging", "Destroying", "Copying"},
    "Snapshot": {"Creating", "BackingUp", "Copying", "Destroying"},
    "Nic": {"Reserving", "Releasing", "Deallocating"},
    "IpAddress": {"Allocating", "Releasing"},
}
#: Commands whose success means one more arrival in the state that their result has.
MOVES = {"deployVirtualMachine", "startVirtualMachine", "stopVirtualMachine"}
KINDS = {"virtualmachine": "VirtualMachine", "volume": "Volume", "snapshot": "Snapshot", "ipaddress": "IpAddress"}


class Journal:
    """What one client was told, on disk before it goes on."""

    def __init__(self, path):
        self.path = path
        self.file = open(path, "ab", buffering=0)

    def note(self, **fact):
        self.file.write(json.dumps(fact).encode() + b"\n")
        os.fsync(self.file.fileno())

    def facts(self):
        with open(self.path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]


class Client:
    """One user who does one thing after the other with machines of their own, as long as the server answers."""

    def __init__(self, number, tenant, seed, folder):
        self.name = f"client-{number}"
        self.tenant = tenant
        self.chance = random.Random(f"{seed}/{number}")
        self.journal = Journal(os.path.join(folder, self.name))
        self.machines = []
        self.names = 0

    def run(self, server, offer):
        api = server.api(self.tenant.key, self.tenant.secret)
        try:
            while True:
                try:
                    self.step(api, offer)
                except Refused as refusal:
                    # Whatever the load has led to, it is never the server's own failure.
                    if refusal.status >= 500 and refusal.status not in (533, 535, 536):
                        raise
        except Broken:
            pass
        finally:
            api.connection.close()

    def step(self, api, offer):
        if len(self.machines) < 3:
            return self.deploy(api, offer)
        machine = self.chance.choice(self.machines)
        found = api.call("listVirtualMachines", id=machine).get("virtualmachine")
        if not found or found[0]["state"] in ("Error", "Destroyed", "Expunging"):
            self.machines.remove(machine)
            return None
        if found[0]["state"] == "Running":
            steps = [self.stop, self.stop, self.reboot, self.rename, self.tag, self.volume, self.address]
        else:
            steps = [self.start, self.start, self.start, self.rename, self.destroy]
        return self.chance.choice(steps)(api, offer, machine)

    def deploy(self, api, offer):
        self.names += 1
        answer = self.order(
            api, "deployVirtualMachine", zoneid=offer.zone, templateid=offer.template,
            serviceofferingid=offer.service, name=f"{self.name}-{self.names}",
        )
        self.machines.append(answer["id"])
        return self.await_end(api, "deployVirtualMachine", answer)

    def stop(self, api, offer, machine):
        return self.do(api, "stopVirtualMachine", id=machine)

    def start(self, api, offer, machine):
        return self.do(api, "startVirtualMachine", id=machine)

    def reboot(self, api, offer, machine):
        return self.do(api, "rebootVirtualMachine", id=machine)

    def destroy(self, api, offer, machine):
        # Expunging at once is for administrators only.
        expunge = {"expunge": "true"} if self.tenant.is_administrator else {}
        if self.do(api, "destroyVirtualMachine", id=machine, **expunge):
            self.machines.remove(machine)
            self.journal.note(kind="VirtualMachine", id=machine, removed=True)

    def rename(self, api, offer, machine):
        self.names += 1
        wish = f"{self.name} {self.names}"
        self.journal.note(machine=machine, wish=wish)
        api.call("updateVirtualMachine", method="POST", id=machine, displayname=wish)
        self.journal.note(machine=machine, granted=wish)

    def tag(self, api, offer, machine):
        self.names += 1
        self.do(
            api, "createTags", resourceids=machine, resourcetype="UserVm",
            **{"tags[0].key": f"key-{self.names}", "tags[0].value": "x"},
        )

    def volume(self, api, offer, machine):
        """A volume's whole life: made, attached, kept in a snapshot, detached, deleted."""
        volume = self.do(api, "createVolume", name=f"{self.name}-data", diskofferingid=offer.disk, zoneid=offer.zone)
        if volume and self.do(api, "attachVolume", id=volume["id"], virtualmachineid=machine):
            snapshot = self.do(api, "createSnapshot", volumeid=volume["id"])
            if self.do(api, "detachVolume", id=volume["id"]) and snapshot:
                self.do(api, "deleteSnapshot", id=snapshot["id"])
            api.call("deleteVolume", id=volume["id"])
            self.journal.note(kind="Volume", id=volume["id"], removed=True)

    def address(self, api, offer, machine):
        address = self.do(api, "associateIpAddress", zoneid=offer.zone)
        if address:
            self.do(api, "disassociateIpAddress", id=address["id"])

    def do(self, api, command, **parameters):
        return self.await_end(api, command, self.order(api, command, **parameters))

    def order(self, api, command, **parameters):
        answer = api.call(command, **parameters)
        self.journal.note(kind="AsyncJob", id=answer["jobid"])
        return answer

    def await_end(self, api, command, answer):
        """The object of a job that succeeded; what was told is in the journal."""
        status, result = api.wait(answer["jobid"])
        self.journal.note(kind="AsyncJob", id=answer["jobid"], state="SUCCEEDED" if status == 1 else "FAILED")
        if status != 1:
            return None
        (name, thing), *_ = result.items()
        if name in KINDS and "state" in thing:
            self.journal.note(kind=KINDS[name], id=thing["id"], state=thing["state"], moved=command in MOVES)
        return thing


class Listener:
    """A client of the stream of all events, who goes on where the last life of the server ended."""

    def __init__(self, folder):
        self.journal = Journal(os.path.join(folder, "listener"))
        self.place = 0

    def run(self, server, until=None):
        """Listens until the connection ends, or up to the event `until`."""
        connection = http.client.HTTPConnection(*server.address, timeout=PATIENCE)
        keys = f"{server.ready['apiKey']}:{server.ready['secretKey']}"
        headers = {"Authorization": "Basic " + base64.b64encode(keys.encode()).decode()}
        try:
            connection.request("GET", "/v1/events/stream", headers=headers | {"Last-Event-ID": str(self.place)})
            response = connection.getresponse()
            if response.status != 200:
                raise SystemExit(f"NOT KEPT: the stream answers {response.status}: {response.read()}")
            while until is None or self.place < until:
                if not self.take(response):
                    break
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()

    def take(self, response):
        """Reads one message; what was cut off by a kill does not count."""
        fields = {}
        while (line := response.readline()) not in (b"\n", b""):
            if not line.endswith(b"\n"):
                return False
            name, _, value = line.decode().rstrip("\n").partition(": ")
            fields[name] = value
        if line == b"":
            return False
        if fields.get("event") == "gap":
            raise SystemExit(f"NOT KEPT: the stream has a gap: {fields}")
        if "id" in fields:
            self.place = int(fields["id"])
            if fields["event"] != "bookmark":
                self.journal.note(sequence=self.place, id=json.loads(fields["data"])["id"])
        return True

    def check(self, report):
        """Every event once and in order, none that is not in the ledger."""
        heard = self.journal.facts()
        order = [fact["sequence"] for fact in heard]
        demand(order == list(range(1, len(order) + 1)), f"the stream skips or repeats nothing: {first_odd(order)}")
        for fact in heard:
            demand(report.ids.get(fact["sequence"]) == fact["id"], f"event {fact} was heard, and is not in the ledger")
        return len(heard)


def first_odd(order):
    """The first place where an order does not count up by one from one."""
    return next(((place, number) for place, number in enumerate(order, 1) if place != number), None)


class Promises:
    """What the journals say must be in the ledger."""

    def __init__(self, clients):
        self.facts = [fact for client in clients for fact in client.journal.facts()]

    def kept_in(self, report, database):
        """Every acknowledged change that is not there, as a text."""
        missing = []
        arrivals = Counter()
        names = {}
        for fact in self.facts:
            if "wish" in fact:
                names.setdefault(fact["machine"], [None]).append(fact["wish"])
            elif "granted" in fact:
                # From then on only this name, or one that was asked for later.
                names[fact["machine"]] = [fact["granted"]]
            elif fact.get("removed"):
                if not self.is_removed(report, fact):
                    missing.append(f"{fact['kind']} {fact['id']} was removed")
            elif "state" in fact:
                key = (fact["kind"], fact["id"], fact["state"])
                arrivals[key] = arrivals[key] + 1 if fact.get("moved") else max(1, arrivals[key])
            elif (fact["kind"], fact["id"]) not in report.lives:
                missing.append(f"{fact['kind']} {fact['id']} was made")
        for (kind, identity, state), count in arrivals.items():
            life = report.lives.get((kind, identity), [])
            if sum(1 for change in life if change.new == state and change.old != state) < count:
                missing.append(f"{kind} {identity} reached {state} {count} times")
        for machine, possible in names.items():
            (attributes,) = database.execute("SELECT attributes FROM resources WHERE id = ?", (machine,)).fetchone()
            if len(possible) == 1 and json.loads(attributes).get("displayname") != possible[0]:
                missing.append(f"VirtualMachine {machine} was named {possible[0]}")
        return missing

    @staticmethod
    def is_removed(report, fact):
        life = report.lives.get((fact["kind"], fact["id"]), [])
        ends = {None, "Expunged", "Destroy", "Destroyed", "Expunging"}
        return bool(life) and life[-1].new in ends


def look_at(ledger):
    """A connection that only reads; the server may be at work."""
    return sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)


def last_event(server):
    database = look_at(server.ledger)
    try:
        (first,) = database.execute("SELECT max(first) FROM partitions").fetchone()
        return database.execute(f"SELECT max(sequence) FROM events_{first}").fetchone()[0]
    finally:
        database.close()


def demand(condition, text):
    if not condition:
        raise SystemExit(f"NOT KEPT: {text}")


def examine(server, clients, what):
    """Reads the file of a server that does not run."""
    report = check(server.ledger)
    for fault in report.faults[:20]:
        print("  " + fault)
    demand(not report.faults, f"{what}: {report.summary()}")
    promises = Promises(clients)
    database = look_at(server.ledger)
    try:
        missing = promises.kept_in(report, database)
    finally:
        database.close()
    for text in missing[:20]:
        print("  not there: " + text)
    demand(not missing, f"{what}: {len(missing)} of {len(promises.facts)} acknowledged changes are lost")
    return report, len(promises.facts)


def demand_calm(server, what):
    """Nothing is left in the middle of something once the server answers, before anybody asks for more."""
    database = look_at(server.ledger)
    try:
        for kind, states in BUSY.items():
            marks = ",".join("?" * len(states))
            query = f"SELECT id, state FROM resources WHERE kind = ? AND removed IS NULL AND state IN ({marks})"
            left = database.execute(query, (kind, *sorted(states))).fetchall()
            demand(not left, f"{what}: {kind} left in the middle: {left[:3]}")
    finally:
        database.close()


def check_export(server, report):
    """The command line verifies and exports the file; another program checks the export's chain."""
    ledger = [server.program, "ledger"]
    place = ["--data-dir", server.data]
    verified = subprocess.run([*ledger, "verify", *place], capture_output=True, text=True, timeout=PATIENCE)
    demand(verified.returncode == 0, f"petrel ledger verify: {verified.stdout} {verified.stderr}")
    exported = subprocess.run([*ledger, "export", "-", *place], capture_output=True, timeout=PATIENCE)
    demand(exported.returncode == 0, f"petrel ledger export: {exported.stderr}")
    program = os.path.join(HERE, "..", "Checker", "check-export")
    checked = subprocess.run([sys.executable, program], input=exported.stdout, capture_output=True, timeout=PATIENCE)
    demand(checked.returncode == 0, f"the export's chain: {checked.stderr.decode()}")
    count = exported.stdout.count(b"\n")
    demand(count == report.events, f"{count} of {report.events} events are in the export")


def run(server, kills, seed):
    chance = random.Random(seed)
    journals = os.path.join(server.folder, "journals")
    os.mkdir(journals)
    starts = [server.start()]
    demand(server.stop()[0] == 0, "the first start stops in good order")
    test = os.path.join(HERE, "..", "Checker", "test_checker.py")
    if subprocess.run([sys.executable, test, server.ledger], timeout=PATIENCE).returncode != 0:
        raise SystemExit("the checker does not see what it is there to see")
    starts.append(server.start())
    admin = server.api()
    offer = Offer(admin)
    tenants = [Tenant(admin, f"tenant-{number}") for number in range(3)]
    admin.connection.close()

    class Administrator:
        is_administrator = True
        key, secret = server.ready["apiKey"], server.ready["secretKey"]

    clients = [Client(n, [*tenants, Administrator][n % 4], seed, journals) for n in range(6)]
    listener = Listener(journals)
    stops = []
    facts = 0
    for number in range(1, kills + 1):
        load = Several(
            [lambda: listener.run(server)] + [lambda client=client: client.run(server, offer) for client in clients]
        )
        time.sleep(chance.uniform(0.05, 1.0))
        if number % 10 == 0:
            status, seconds = server.stop()
            stops.append(seconds)
            demand(status == 0 and seconds < 10, f"stops in good order: status {status} after {seconds:.1f} s")
        else:
            server.kill()
        load.join()
        report, facts = examine(server, clients, f"after kill {number}")
        listener.check(report)
        if chance.random() < 0.2:
            # It may also die while it settles what the last one left.
            server.launch()
            time.sleep(chance.uniform(0, 0.3))
            server.kill()
            examine(server, clients, f"after kill {number} and one more at the start")
        starts.append(server.start())
        demand_calm(server, f"after kill {number}")
    until = last_event(server)
    listener.run(server, until)
    status, _ = server.stop()
    demand(status == 0, f"stops in good order at the end: status {status}")
    report, facts = examine(server, clients, "at the end")
    heard = listener.check(report)
    demand(heard >= until, f"the stream told of {heard} of {until} events")
    check_export(server, report)
    changes = sum(len(life) for life in report.lives.values())
    starts.sort()
    print(
        f"{kills} kills ({len(stops)} of them SIGTERM, the longest {max(stops, default=0):.1f} s): "
        f"{report.events} events, {changes} changes of {report.resources} resources, "
        f"{facts} journal entries, 0 lost, {heard} events heard once each; start to answer {starts[len(starts) // 2] * 1000:.0f} ms at the median, "
        f"{starts[-1] * 1000:.0f} ms at most"
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("petrel")
    arguments.add_argument("--kills", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    print(f"seed {options.seed}")
    server = Server(options.petrel)
    try:
        run(server, options.kills, options.seed)
    except BaseException:
        server.leave()
        raise


main()
