#!/usr/bin/env python3
"""Recomputes usage and its cost from an exported ledger, with nothing taken from the server's code.

    usage_oracle.py LEDGER.jsonl RULES.json FROM TO BY TIMEZONE [BOOK.json NOW]

LEDGER.jsonl is what `petrel ledger export` writes (Documentation/ledger-format.md). RULES.json holds the rows of the
state machines that mean something for usage: {"rows": [[kind, from, trigger, ["opens METER", ...]], ...],
"creations": [[kind, state, [...]], ...], "actions": [[kind, type, [...]], ...]}. FROM, TO and NOW are nanoseconds
since 1970. Every record is printed as a line of JSON, in the order of its bytes; with a price book, every priced line
and their total follow.
"""
import json
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

SECOND = 10**9
COMPUTE = {"serviceofferingid", "templateid", "hypervisor", "cpunumber", "cpuspeed", "memory"}
IMAGE = {"size", "virtualsize", "templateid"}
SNAPSHOT = {"size", "virtualsize", "virtualmachineid", "volumeid", "diskofferingid"}
OTHERS = {"size", "virtualsize", "type", "networkid", "virtualmachineid", "value"}
TERMS = {
    "RUNNING_VM": COMPUTE, "ALLOCATED_VM": COMPUTE,
    "VOLUME": {"diskofferingid", "templateid", "size", "virtualmachineid"},
    "VOLUME_SECONDARY": {"diskofferingid", "templateid", "size"},
    "TEMPLATE": IMAGE, "ISO": IMAGE,
    "SNAPSHOT": SNAPSHOT, "VM_SNAPSHOT": SNAPSHOT, "VM_SNAPSHOT_ON_PRIMARY": SNAPSHOT,
    "IP_ADDRESS": {"issourcenat", "issystem", "networkid", "ipaddress"},
    "NETWORK": {"networkofferingid", "state"},
    "NETWORK_OFFERING": {"networkofferingid", "networkid", "virtualmachineid", "isdefault"},
    "SECURITY_GROUP": {"virtualmachineid"},
    "BACKUP": {"virtualmachineid", "backupofferingid", "size", "virtualsize"},
    "BUCKET": {"size"}, "VPC": {"vpcofferingid"}, "VPN_USERS": set(),
    "LOAD_BALANCER_POLICY": {"networkid"}, "PORT_FORWARDING_RULE": {"networkid"},
}
KNOWN = set().union(OTHERS, *TERMS.values())
BY_MACHINE = {"SECURITY_GROUP", "BACKUP"}
#: Meters that events tell amounts of; others are registered by events of their own.
COUNTERS = {
    "NETWORK_BYTES_SENT", "NETWORK_BYTES_RECEIVED", "VM_DISK_IO_READ", "VM_DISK_IO_WRITE",
    "VM_DISK_BYTES_READ", "VM_DISK_BYTES_WRITE",
}


def nanoseconds(text):
    """Of a time in RFC 3339 with nine digits behind the point."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    seconds = int(datetime.fromisoformat(whole + "+00:00").timestamp())
    return seconds * SECOND + int((fraction + "000000000")[:9])


def written(ns):
    seconds, rest = divmod(ns, SECOND)
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + ".%09dZ" % rest


class Life:
    """One resource as its events tell it."""

    def __init__(self):
        self.told, self.clock, self.state, self.open = None, None, "", {}
        self.readings = {}


class Meter:
    def __init__(self, rules):
        self.rows = {(k, f, t): m for k, f, t, m in rules["rows"]}
        self.creations = {(k, s): m for k, s, m in rules["creations"]}
        self.actions = {(k, t): m for k, t, m in rules["actions"]}
        self.kinds = {k for k, *_ in rules["rows"] + rules["creations"] + rules["actions"]}
        self.told_kinds = {name: "counter" for name in COUNTERS}
        self.lives = defaultdict(Life)
        self.intervals, self.samples = [], []

    def take(self, event):
        data = event.get("data", {})
        extra = data.get("attributes", {})
        kind, _, name = event.get("subject", "").partition("/")
        if event["category"] == "UsageEvent":
            if not kind:
                kind, name = "Account", data.get("owner", {}).get("account", "")
            return self.measure(event, data, extra, (kind, name))
        if kind not in self.kinds:
            return
        changes = "resourceversion" in event and ("oldstate" in event or "newstate" in event)
        succeeded = event["category"] == "ActionEvent" and event.get("outcome") == "succeeded"
        acts = self.actions.get((kind, event["type"]), []) if succeeded else []
        if not changes and not acts:
            return
        life = self.lives[(kind, name)]
        now = nanoseconds(event["time"])
        now = now if life.clock is None else max(now, life.clock)
        life.clock = now
        if changes:
            self.change(event, data, extra, (kind, name), life, now)
        if acts:
            self.act(acts, data, event, extra, (kind, name), life, now)
        if changes and "newstate" not in event and kind == "VirtualMachine":
            for key, other in self.lives.items():
                for slot in [s for s in other.open if s == ("SECURITY_GROUP", name)]:
                    moment = max(nanoseconds(event["time"]), other.clock)
                    other.clock = moment
                    self.close(key, other, slot, moment)

    def change(self, event, data, extra, key, life, now):
        owner = data.get("owner")
        if owner is not None or life.told is None:
            place = self.place(event, data)
        else:
            place = life.told[0]
        if extra or life.told is None:
            life.told = (place, {k: v for k, v in extra.items() if k in KNOWN})
        else:
            life.told = (place, life.told[1])
        life.state = event.get("newstate", life.state)
        if "oldstate" not in event:
            means = self.creations.get((key[0], event["newstate"]), [])
        else:
            means = self.rows.get((key[0], event["oldstate"], event.get("trigger")), [])
        for word in means:
            verb, meter = word.split()
            slot = (meter, "")
            if verb == "closes":
                self.close(key, life, slot, now)
            elif slot in life.open:
                self.renew(key, life, slot, now)
            else:
                self.begin(key, life, slot, now)
        for slot in sorted(life.open):
            if slot[1] == "" and slot[0] not in self.told_kinds:
                self.renew(key, life, slot, now)
        if "newstate" not in event:
            for slot in sorted(life.open):
                self.close(key, life, slot, now)

    def act(self, means, data, event, extra, key, life, now):
        if life.told is None:
            life.told = (("", None, None, None, None), {})
        merged = dict(life.told[1])
        merged.update({k: v for k, v in extra.items() if k in KNOWN})
        life.told = (life.told[0], merged)
        for word in means:
            verb, meter = word.split()
            slot = (meter, extra.get("virtualmachineid", "") if meter in BY_MACHINE else "")
            terms = None
            if slot[1]:
                chosen = {k: v for k, v in extra.items() if k in TERMS[meter]}
                terms = (self.place(event, data), chosen)
            if verb == "closes":
                self.close(key, life, slot, now)
            elif slot in life.open:
                self.renew(key, life, slot, now, terms)
            elif verb == "opens":
                self.begin(key, life, slot, now, terms)

    @staticmethod
    def place(event, data):
        owner = data.get("owner", {})
        return (owner.get("account", ""), owner.get("domain"), owner.get("project"),
                event.get("domainpath"), data.get("zone"))

    @staticmethod
    def terms(life, slot):
        names = TERMS.get(slot[0], OTHERS)
        chosen = {k: v for k, v in life.told[1].items() if k in names}
        if "state" in names:
            chosen["state"] = life.state
        return (life.told[0], chosen)

    def begin(self, key, life, slot, now, terms=None):
        life.open[slot] = (now, terms or self.terms(life, slot))

    def renew(self, key, life, slot, now, terms=None):
        wanted = terms or self.terms(life, slot)
        if life.open[slot][1] != wanted:
            self.close(key, life, slot, now)
            life.open[slot] = (now, wanted)

    def close(self, key, life, slot, now):
        if slot in life.open:
            start, terms = life.open.pop(slot)
            if start < now:
                self.intervals.append((key, slot, start, now, terms, 1, False))

    def measure(self, event, data, extra, key):
        if event["type"] == "USAGE.METER":
            self.told_kinds.setdefault(extra["registered"], extra["kind"])
            return
        meter = extra.get("meter")
        if meter is None:
            return
        if event["type"] == "USAGE.CORRECTION":
            told = extra["terms"]
            place = (told["account"], told.get("domain"), told.get("project"), told.get("path"),
                     told.get("zone"))
            self.intervals.append((
                key, (meter, extra["subject"]), nanoseconds(extra["from"]),
                nanoseconds(extra["to"]), (place, told.get("attributes", {})), extra["weight"],
                True))
            return
        how = self.told_kinds.get(meter)
        if how is None:
            return
        chosen = {k: v for k, v in extra.items() if k in ("networkid", "virtualmachineid", "type")}
        if how == "unique":
            sample = (key, meter, nanoseconds(event["time"]), extra["value"], (self.place(event, data), chosen))
            return self.samples.append(sample)
        if how == "gauge":
            return self.hold(key, meter, extra["value"], event, data)
        amount = extra.get("value")
        if "reading" in extra:
            readings = self.lives[key].readings
            last, amount = readings.get(meter, 0), extra["reading"]
            readings[meter] = amount
            amount = amount - last if amount >= last else amount
        if amount and amount > 0:
            self.samples.append(
                (key, meter, nanoseconds(event["time"]), amount, (self.place(event, data), chosen)))

    def hold(self, key, meter, value, event, data):
        """A gauge shows this value from now on."""
        life, slot = self.lives[key], (meter, "")
        now = nanoseconds(event["time"])
        now = now if life.clock is None else max(now, life.clock)
        life.clock = now
        terms = (self.place(event, data), {"value": value})
        if slot in life.open and life.open[slot][1] == terms:
            return
        self.close(key, life, slot, now)
        if value > 0:
            life.open[slot] = (now, terms)

    def all_intervals(self, now):
        yield from self.intervals
        for key, life in self.lives.items():
            for slot, (start, terms) in life.open.items():
                if start < now:
                    yield (key, slot, start, now, terms, 1, False)


def first_instant(day, zone):
    """The first second of a day on a wall in the zone."""
    low = int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp()) - 2 * 86400
    high = low + 4 * 86400
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).date() >= day:
            high = middle
        else:
            low = middle
    return high


def next_month(day):
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def boundary(ns, by, zone):
    local = datetime.fromtimestamp(ns // SECOND, zone)
    if by == "hour":
        step = 3600 - local.minute * 60 - local.second
        after = ns // SECOND + step
        if (datetime.fromtimestamp(after, zone).utcoffset() - local.utcoffset()).seconds % 3600:
            low, high = ns // SECOND, after
            while high - low > 1:
                middle = (low + high) // 2
                same = datetime.fromtimestamp(middle, zone).utcoffset() == local.utcoffset()
                low, high = (middle, high) if same else (low, middle)
            after = high
        return after * SECOND
    if by == "day":
        return first_instant(local.date() + timedelta(days=1), zone) * SECOND
    return first_instant(next_month(local.date()), zone) * SECOND


def windows(start, end, by, zone):
    if by == "total":
        return [(start, end)]
    found = []
    while start < end:
        after = min(boundary(start, by, zone), end)
        found.append((start, after))
        start = after
    return found


def records(meter, cuts, now):
    totals = defaultdict(lambda: [0, 0])
    texts = defaultdict(set)
    for key, slot, start, end, terms, weight, correction in meter.all_intervals(now):
        for window in cuts:
            length = min(end, window[1], max(now, end) if not correction else end) - max(start, window[0])
            if length > 0:
                text = json.dumps(terms, sort_keys=True)
                totals[(window, key, slot, text, correction)][0] += weight * length
    for key, name, time, amount, terms in meter.samples:
        for window in cuts:
            if window[0] <= time < window[1]:
                text = json.dumps(terms, sort_keys=True)
                entry = (window, key, (name, ""), text, False)
                if isinstance(amount, str):
                    texts[entry].add(amount)
                    totals[entry][1] = len(texts[entry])
                else:
                    totals[entry][1] += amount
    return totals


def line(window, key, slot, terms, correction, length, amount):
    place, extra = json.loads(terms)
    return json.dumps({
        "start": written(window[0]), "end": written(window[1]), "kind": key[0], "id": key[1],
        "meter": slot[0], "subject": slot[1], "account": place[0], "domain": place[1],
        "project": place[2], "zone": place[4], "attributes": extra, "correction": correction,
        "nanoseconds": length, "amount": amount}, sort_keys=True, separators=(",", ":"))


def terms_text(terms):
    place, extra = json.loads(terms)
    names = ("account", "domain", "project", "path", "zone")
    told = {n: v for n, v in zip(names, place) if v is not None}
    if extra:
        told["attributes"] = extra
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def half_even(value):
    """Fractions round halves to the even neighbour."""
    return round(value)


def word(value):
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def fits(row, start, meter, place, extra):
    if row["meter"] != meter or not valid(row, start):
        return False
    own = {"account": place[0], "domain": place[1], "project": place[2], "zone": place[4]}
    for name, wanted in row.get("when", {}).items():
        have = own[name] if name in own else extra.get(name)
        if have is None or word(have) != word(wanted):
            return False
    return True


def valid(row, start):
    begin, end = row.get("from"), row.get("to")
    return (not begin or nanoseconds(begin) <= start) and (not end or start < nanoseconds(end))


def priced(meter, book, start, end, now):
    zone = ZoneInfo(book.get("timezone", "UTC"))
    marks = sorted({nanoseconds(r[e]) for r in book["rows"] + book.get("discounts", [])
                    for e in ("from", "to") if r.get(e)})
    cuts = []
    for first, last in windows(start, end, "month", zone):
        inside = [m for m in marks if first < m < last]
        cuts += list(zip([first] + inside, inside + [last]))
    used, lines = defaultdict(Fraction), []
    found = records(meter, cuts, now)
    # Tiers are used up window by window, in the order of account, kind, id, meter, subject.
    order = sorted(found, key=lambda k: (
        k[0][0], json.loads(k[3])[0][0].encode(), k[1][0].encode(), k[1][1].encode(),
        k[2][0].encode(), k[2][1].encode(), k[4], terms_text(k[3]).encode()))
    for entry in order:
        window, key, slot, terms, correction = entry
        length, amount = found[entry]
        if length == 0 and amount == 0:
            continue
        place, extra = json.loads(terms)
        local = datetime.fromtimestamp(window[0] // SECOND, zone).date().replace(day=1)
        month = (first_instant(next_month(local), zone) - first_instant(local, zone)) * SECOND
        for row in book["rows"]:
            if not fits(row, window[0], slot[0], place, extra):
                continue
            factor = extra.get(row["times"], 0) if "times" in row else 1
            factor = factor if isinstance(factor, int) else 0
            units = {"unit": Fraction(amount), "second": Fraction(length, SECOND),
                     "hour": Fraction(length, 3600 * SECOND),
                     "month": Fraction(length, month)}[row.get("per", "hour")]
            quantity = units * factor / row.get("divisor", 1)
            cost = Fraction(0)
            if "tiers" not in row:
                cost = quantity * Fraction(row["price"])
            else:
                slot_used = (place[0], row["id"], local)
                low, high = used[slot_used], used[slot_used] + quantity
                used[slot_used] = high
                for tier in row["tiers"]:
                    bound = Fraction(tier["upto"]) if "upto" in tier else high
                    top = min(high, bound)
                    if top > low:
                        cost += (top - low) * Fraction(tier["price"])
                        low = top
            for discount in book.get("discounts", []):
                if valid(discount, window[0]) and discount.get("account", place[0]) == place[0] \
                        and discount.get("meter", slot[0]) == slot[0]:
                    cost *= 1 - Fraction(discount["percent"]) / 100
                    break
            lines.append((line(window, key, slot, terms, correction, length, amount), row["id"],
                          half_even(cost * 10**6)))
    return lines


def main():
    ledger, rules, start, end, by, zone = sys.argv[1:7]
    now = int(sys.argv[8]) if len(sys.argv) > 8 else int(end)
    meter = Meter(json.load(open(rules)))
    for text in open(ledger, encoding="utf-8"):
        meter.take(json.loads(text))
    found = records(meter, windows(int(start), int(end), by, ZoneInfo(zone)), now)
    print("\n".join(sorted(line(*entry, *totals) for entry, totals in found.items() if any(totals))))
    if len(sys.argv) > 7:
        book = json.load(open(sys.argv[7]))
        lines = priced(meter, book, int(start), int(end), now)
        print("\n".join(sorted(f"price {row} {micros} {text}" for text, row, micros in lines)))
        print("total", sum(micros for _, _, micros in lines))


if __name__ == "__main__":
    main()
