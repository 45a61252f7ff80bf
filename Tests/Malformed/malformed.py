"""malformed.py PETREL [--requests N] [--seed N]: requests that nobody should send, against the real server.

They are drawn from a seed: bad parameters under good signatures, bad signatures, pages, bodies, paths and plain junk, by
several processes over several kept connections each. Whatever comes, no answer is the server's own failure (500 to 530),
every JSON and XML answer is well-formed, nothing of another tenant is in any of them, no secret is in the log, the server
lives, and afterwards its ledger is whole.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import sys
import time
import xml.parsers.expat
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "Checker"), os.path.join(HERE, "..", "Rig"), HERE]

from ledger_checker import check  # noqa: E402
from petrel_rig import Offer, Server, Tenant  # noqa: E402
from stranger import Stranger  # noqa: E402
from wire import Wire  # noqa: E402

#: Stands in every name that the other tenant has given, and in no request.
CANARY = "canary-of-somebody-else"
CONNECTIONS = 8


class Flood:
    """One process's share of the requests."""

    def __init__(self, number, address, key, secret, commands, victim, common, seed):
        self.stranger = Stranger(random.Random(f"{seed}/{number}"), key, secret, commands, victim, common)
        self.wires = [Wire(address) for _ in range(CONNECTIONS)]
        self.victim = [identity.encode() for identity in victim]
        self.statuses = Counter()
        self.faults = []

    def run(self, count):
        for _ in range(count // CONNECTIONS):
            asked = []
            for wire in self.wires:
                data, method = self.stranger.next()
                wire.send(data)
                asked.append((wire, data, method))
            for wire, data, method in asked:
                try:
                    self.judge(data, wire.receive(method))
                except Exception as error:  # noqa: BLE001: whatever it is, the request that led to it is told
                    wire.close()
                    self.fault(data, f"{type(error).__name__}: {error}")
            if len(self.faults) > 20:
                break
        opened = sum(wire.opened for wire in self.wires)
        return self.statuses, self.faults, opened

    def fault(self, data, text):
        self.faults.append(f"{text}\n    after {data[:600]!r}")

    def judge(self, data, answer):
        if answer is None:
            self.statuses["closed"] += 1
            return
        status, headers, body = answer
        self.statuses[status] += 1
        if 500 <= status <= 530:
            self.fault(data, f"{status}: {body[:300]!r}")
        kind = headers.get("content-type", "")
        if body and kind.startswith(("application/json", "text/javascript")):
            json.loads(body)
        elif body and "xml" in kind:
            parser = xml.parsers.expat.ParserCreate()
            parser.Parse(body, True)
        if CANARY.encode() in body:
            self.fault(data, f"another tenant's name is told: {body[:300]!r}")
        for identity in self.victim:
            if identity in body and identity not in data.lower():
                self.fault(data, f"another tenant's id {identity.decode()} is told: {body[:300]!r}")


def flood(arguments):
    number, count, *rest = arguments
    return Flood(number, *rest).run(count)


def furnish(server):
    """A tenant who has something to be found; every id that a stranger must not hear of."""
    admin = server.api()
    victim = Tenant(admin, CANARY)
    api = server.api(victim.key, victim.secret)
    offer = Offer(api)
    machine = api.do(
        "deployVirtualMachine", zoneid=offer.zone, templateid=offer.template, serviceofferingid=offer.service,
        name=CANARY, displayname=CANARY,
    )
    volume = api.do("createVolume", name=CANARY, diskofferingid=offer.disk, zoneid=offer.zone)
    api.do("attachVolume", id=volume["id"], virtualmachineid=machine["id"])
    snapshot = api.do("createSnapshot", volumeid=volume["id"], name=CANARY)
    address = api.do("associateIpAddress", zoneid=offer.zone)
    api.do("createTags", resourceids=machine["id"], resourcetype="UserVm", **{"tags[0].key": CANARY, "tags[0].value": CANARY})
    api.call("createSSHKeyPair", name=CANARY)
    user = admin.all("listUsers", account=CANARY, listall="true")
    found = [machine, volume, snapshot, address, *machine["nic"], *user, *api.all("listEvents")]
    return sorted({thing["id"] for thing in found} | {victim.account})


def calm(server, stranger):
    """The same stranger, who now behaves, gets what everybody gets."""
    api = server.api(stranger.key, stranger.secret)
    assert api.call("listZones")["count"] >= 1
    assert CANARY not in json.dumps(api.call("listVirtualMachines", listall="true"))
    api.connection.close()


def run(server, count, seed):
    server.start()
    victim = furnish(server)
    stranger = Tenant(server.api(), "stranger")
    commands = server.api(stranger.key, stranger.secret).call("listApis")["api"]
    offer = Offer(server.api())
    common = [offer.zone, offer.template, offer.service, offer.disk]
    assert len(commands) > 50, f"{len(commands)} commands for a user"
    memory = server.memory()
    began = time.monotonic()
    processes = 2
    shares = [
        (number, count // processes, server.address, stranger.key, stranger.secret, commands, victim, common, seed)
        for number in range(processes)
    ]
    with multiprocessing.Pool(processes) as pool:
        results = pool.map(flood, shares)
    seconds = time.monotonic() - began
    statuses = sum((result[0] for result in results), Counter())
    faults = [fault for result in results for fault in result[1]]
    for fault in faults[:10]:
        print(fault)
    if faults:
        raise SystemExit(f"NOT KEPT: {len(faults)} faults")
    if server.process.poll() is not None:
        raise SystemExit(f"NOT KEPT: the server ended: {server.last_words()}")
    calm(server, stranger)
    grown = server.memory() - memory
    asked = sum(statuses.values())
    # Otherwise nothing was tried but the first check of each request.
    if statuses[200] < asked / 20 or statuses[429] > asked / 100:
        raise SystemExit(f"NOT KEPT: the requests do not reach what they are meant for: {statuses}")
    check_log(server, stranger)
    status, _ = server.stop()
    if status != 0:
        raise SystemExit(f"NOT KEPT: it stopped with {status}")
    report = check(server.ledger)
    if report.faults:
        raise SystemExit(f"NOT KEPT: {report.faults[:3]}")
    told = ", ".join(f"{name} {number}" for name, number in sorted(statuses.items(), key=str))
    print(
        f"{asked} requests over {sum(r[2] for r in results)} connections in {seconds:.0f} s "
        f"({asked / seconds:.0f}/s): {told}; memory grew by {grown // 1024} MB; {report.summary()}"
    )


def check_log(server, stranger):
    with open(server.log, encoding="utf-8", errors="replace") as file:
        log = file.read()
    # The administrator's own are announced at the first start; nobody else's ever are.
    for secret in (stranger.secret, "Secret-12345"):
        if secret in log:
            raise SystemExit("NOT KEPT: a secret is in the log")
    if re.search(r"(?i)fatal error|precondition|crash", log):
        raise SystemExit(f"NOT KEPT: {server.last_words()}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("petrel")
    arguments.add_argument("--requests", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    print(f"seed {options.seed}")
    server = Server(options.petrel, settings=["--set", "limits.calls-per-second=1000000"])
    try:
        run(server, options.requests, options.seed)
    except BaseException:
        server.leave()
        raise


if __name__ == "__main__":
    main()
