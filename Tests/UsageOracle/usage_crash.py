"""usage_crash.py PETREL [--kills N] [--seed N]: kills a server that meters, and looks whether any total changes.

Tenants of the demo start, stop and remove machines all the time, and a client tells amounts as CloudEvents, each until
it is acknowledged. After each kill the records up to the kill before are asked for again: they must be the same bytes.
Now and then and at the end the ledger is exported, and a program that shares no code with the server recomputes all
records from it, and what they cost; the sum of what the client told must be there exactly once.
"""

import argparse
import base64
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.parse
from datetime import datetime, timezone

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Rig"))

from petrel_rig import PATIENCE, Broken, Server  # noqa: E402

ZONE = "Australia/Lord_Howe"
BOOK = {
    "name": "standard", "currency": "EUR", "timezone": "Europe/Berlin",
    "rows": [
        {"id": "run", "meter": "RUNNING_VM", "per": "second", "price": "0.000137"},
        {"id": "kept", "meter": "ALLOCATED_VM", "per": "month", "price": "1.99"},
        {"id": "disk", "meter": "VOLUME", "per": "hour", "times": "size", "divisor": 1073741824, "price": "0.0321"},
        {"id": "mails", "meter": "MAILS", "per": "unit",
         "tiers": [{"upto": "1000", "price": "0"}, {"price": "0.0013"}]},
        {"id": "seats", "meter": "SEATS", "per": "second", "times": "value", "price": "0.00001"},
    ],
    "discounts": [{"percent": "7.5", "meter": "RUNNING_VM"}],
}
METERS = {"MAILS": "counter", "SEATS": "gauge", "READERS": "unique", "BUILDS": "duration"}


def demand(condition, text):
    if not condition:
        raise SystemExit(f"NOT KEPT: {text}")


def written(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Web:
    """The addresses of the plug-in."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection(*server.address, timeout=PATIENCE)
        keys = f"{server.ready['apiKey']}:{server.ready['secretKey']}"
        self.headers = {"Authorization": "Basic " + base64.b64encode(keys.encode()).decode()}

    def ask(self, method, path, body=None):
        headers = self.headers | ({"Content-Type": "application/json"} if body else {})
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            raise Broken(str(error)) from None

    def export(self, start, end, **more):
        query = urllib.parse.urlencode({"from": written(start), "to": written(end), **more})
        status, body = self.ask("GET", "/v1/usage/export?" + query)
        demand(status == 200, f"the export answers {status}: {body[:300]}")
        return [json.loads(line) for line in body.splitlines()]


class Teller:
    """Tells amounts, each as often as it takes to be acknowledged, over any number of lives of the server."""

    def __init__(self, account, seed):
        self.account = account
        self.chance = random.Random(seed)
        self.number = 0
        self.pending = []
        self.mails = 0
        self.builds = 0
        self.acknowledged = 0
        self.repeated = 0

    def run(self, server):
        web = Web(server)
        try:
            while True:
                self.tell(web)
        except Broken:
            pass

    def tell(self, web):
        if not self.pending:
            self.pending = [self.event() for _ in range(self.chance.randint(1, 20))]
        status, body = web.ask("POST", "/v1/usage/ingest", json.dumps(self.pending))
        demand(status == 200, f"what was told is answered with {status}: {body[:300]}")
        answer = json.loads(body)
        self.acknowledged += len(self.pending)
        self.repeated += answer["repeated"]
        self.pending = []

    def event(self):
        self.number += 1
        meter = self.chance.choice(sorted(METERS))
        value = self.chance.randint(0, 9)
        if meter == "MAILS":
            self.mails += value
        if meter == "BUILDS":
            self.builds += value
        return {
            "specversion": "1.0", "id": f"told-{self.number}", "source": "mail-1", "type": meter,
            "subject": f"Account/{self.account}",
            "data": {"value": f"reader-{value}" if meter == "READERS" else value},
        }


class Crash:
    def __init__(self, program, options):
        self.program = program
        self.chance = random.Random(options.seed)
        self.calm = ["--set", "plugins.usage.batch=64"]
        self.busy = ["--demo", "--set", "demo.pause=20ms", "--set", f"demo.seed={options.seed}"]
        self.server = Server(program, settings=self.calm + self.busy)
        self.begin = int(time.time()) - 1
        self.checks = 0
        self.lines = 0

    def prepare(self):
        """Meters and prices, before anything is told."""
        api = self.server.api()
        account = next(a["id"] for a in api.all("listAccounts") if a["name"] == "admin")
        for name, kind in METERS.items():
            api.call("registerUsageMeter", method="POST", name=name, kind=kind, unit="one")
        api.call("setUsagePriceBook", method="POST", content=json.dumps(BOOK))
        return account

    def run(self, kills):
        self.server.start()
        teller = Teller(self.prepare(), self.chance.random())
        before = None
        for number in range(1, kills + 1):
            thread = threading.Thread(target=teller.run, args=(self.server,))
            thread.start()
            time.sleep(self.chance.uniform(0.1, 1.2))
            self.server.kill()
            thread.join()
            killed = int(time.time())
            time.sleep(1.001 - time.time() % 1)
            self.server.start()
            if before:
                self.same(*before, f"after kill {number}")
            before = (killed, self.records(killed))
            if number % 10 == 0:
                self.recompute(f"after kill {number}")
        while teller.pending:
            teller.tell(Web(self.server))
        self.recompute("at the end")
        self.sums(teller)
        print(
            f"{kills} kills: {teller.acknowledged} amounts told ({teller.repeated} of them again), "
            f"{self.checks} times the same bytes, {self.lines} records recomputed by another program at the end"
        )

    def records(self, end):
        self.server.api().call("generateUsageRecords", method="POST")
        return Web(self.server).export(self.begin, end, by="hour", timezone=ZONE)

    def same(self, end, earlier, what):
        later = self.records(end)
        demand(earlier, "there are records")
        demand(later == earlier, f"{what}: {first_odd(earlier, later)}")
        self.checks += 1

    def sums(self, teller):
        records = Web(self.server).export(self.begin, int(time.time()) + 1, by="total")
        for meter, told in (("MAILS", teller.mails), ("BUILDS", teller.builds)):
            metered = sum(record["amount"] for record in records if record["meter"] == meter)
            demand(metered == told, f"{told} {meter} were told, and {metered} are metered")

    def recompute(self, what):
        """Has the other program recompute all, from an export of the ledger, by day and in money."""
        self.server.stop()
        self.server.settings = self.calm
        self.server.start()
        api = self.server.api()
        api.call("generateUsageRecords", method="POST")
        end = int(time.time())
        while time.time() < end + 1:
            time.sleep(0.01)
        told = Web(self.server).export(self.begin, end, by="day", timezone=ZONE)
        # A command's period ends behind the second that is named.
        anew = api.call(
            "recomputeUsage", startdate=written(self.begin), enddate=written(end - 1), book="standard"
        )["recomputation"]
        demand(anew["same"], f"{what}: the server recomputes {anew}")
        self.server.stop()
        lines = self.other(end)
        ours = sorted(map(plain, filter(lambda r: r["nanoseconds"] or r["amount"], told)))
        theirs = [line for line in lines if line.startswith("{")]
        demand(len(theirs) > 20 and ours == theirs, f"{what}: {first_odd(ours, theirs)}")
        total = int(lines[-1].split()[1])
        demand(micros(anew["total"]) == total, f"{what}: {anew['total']} is {total} millionths to the other program")
        self.lines = len(theirs)
        self.server.settings = self.calm + self.busy
        self.server.start()

    def other(self, end):
        def place(name):
            return os.path.join(self.server.folder, name)

        with open(place("ledger.jsonl"), "wb") as file:
            subprocess.run(
                [self.program, "ledger", "export", "-", "--data-dir", self.server.data], stdout=file, check=True)
        with open(place("rules.json"), "w", encoding="utf-8") as file:
            json.dump(rules(self.program), file)
        with open(place("book.json"), "w", encoding="utf-8") as file:
            json.dump(BOOK, file)
        return subprocess.run(
            [sys.executable, os.path.join(HERE, "usage_oracle.py"), place("ledger.jsonl"), place("rules.json"),
             str(self.begin * 10**9), str(end * 10**9), "day", ZONE, place("book.json"), str(end * 10**9)],
            stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()


def rules(program):
    """The rows of all kinds that mean something for usage."""
    found = {"rows": [], "creations": [], "actions": []}
    text = subprocess.run([program, "states", "--format", "json"], stdout=subprocess.PIPE, text=True, check=True).stdout
    for life in map(json.loads, text.splitlines()):
        kind = life["kind"]
        metered = [row for row in life["transitions"] if row["usage"]]
        found["rows"] += [[kind, row["from"], row["on"], row["usage"]] for row in metered]
        for name in ("creations", "actions"):
            found[name] += [[kind, key, words] for key, words in life[name].items()]
    return found


def plain(record):
    """A record of an export as the other program writes it."""
    names = ("start", "end", "kind", "id", "meter", "account", "domain", "project", "zone", "nanoseconds", "amount")
    return json.dumps(
        {name: record.get(name) for name in names}
        | {"subject": record.get("subject", ""), "attributes": record.get("attributes", {}),
           "correction": record.get("correction", False)},
        sort_keys=True, separators=(",", ":"))


def micros(text):
    whole, _, fraction = text.lstrip("-").partition(".")
    number = int(whole) * 10**6 + int((fraction + "000000")[:6])
    return -number if text.startswith("-") else number


def first_odd(one, other):
    pairs = [(a, b) for a, b in zip(one, other) if a != b]
    return pairs[0] if pairs else f"{len(one)} records, and {len(other)}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("petrel")
    arguments.add_argument("--kills", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    print(f"seed {options.seed}")
    crash = Crash(os.path.abspath(options.petrel), options)
    try:
        crash.run(options.kills)
    except BaseException:
        crash.server.leave()
        raise


main()
