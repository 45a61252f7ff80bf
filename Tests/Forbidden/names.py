"""A name server whose answers are made up: names that lead where nothing may be sent, in every way that names can."""

import ipaddress
import threading
import time

from dnslib import AAAA, CNAME, QTYPE, RCODE, RR, A
from dnslib.server import BaseResolver, DNSLogger, DNSServer

import ranges

PUBLIC = ranges.PUBLIC[0]
DEPTH = 100


def record(name, address, life=0):
    if ":" in address:
        # As bytes, since the package does not read addresses of IPv6 that end as IPv4 does.
        return RR(name, QTYPE.AAAA, rdata=AAAA(tuple(ipaddress.ip_address(address).packed)), ttl=life)
    return RR(name, QTYPE.A, rdata=A(address), ttl=life)


def alias(name, target):
    return RR(name, QTYPE.CNAME, rdata=CNAME(target), ttl=0)


class Names(BaseResolver):
    """What is asked for and not there is `NXDOMAIN`."""

    def __init__(self, plain):
        #: Name → addresses.
        self.addresses = dict(plain)
        self.aliases = {}
        self.turns = {}
        self.slow = set()
        self.errors = {}
        self.lock = threading.Lock()
        #: What is next of each name that turns, and which turns were told.
        self.looks = {}
        self.told = set()
        #: Names whose addresses were told.
        self.answered = set()
        self.trouble()
        for tcp in (False, True):
            DNSServer(
                self, address=ranges.NAMESERVER, port=53, tcp=tcp, logger=DNSLogger("-request,-reply,-truncated,-error")
            ).start_thread()

    def trouble(self):
        """What each name stands for is said where it is used: in its first word."""
        private6 = "fd00:ec2::254"
        self.addresses |= {
            "a-public-aaaa-private.example.org": [PUBLIC, private6],
            "a-private-aaaa-public.example.org": ["10.1.1.1", ranges.PUBLIC[2]],
            "two-one-private.example.org": ["169.254.169.254", PUBLIC],
            "inside-of-nothing.example.org.inside.example.net": ["10.2.2.2"],
            "end-of-alias.example.org": ["10.3.3.3"],
            "end-of-chain.example.org": ["192.168.3.3"],
            "big.example.org": [f"10.5.{number // 200}.{number % 200 + 1}" for number in range(400)],
        }
        for place in (0, 7, 19):
            twenty = [f"8.8.8.{number + 10}" for number in range(20)]
            twenty[place] = "127.0.0.1"
            self.addresses[f"twenty-{place}.example.org"] = twenty
        self.aliases |= {
            "alias.example.org": "end-of-alias.example.org", "loop.example.org": "loop.example.org",
            "alias-local.example.org": "localhost", "chain-0.example.org": "chain-1.example.org",
        }
        for link in range(1, DEPTH):
            self.aliases[f"chain-{link}.example.org"] = f"chain-{link + 1}.example.org"
        self.aliases[f"chain-{DEPTH}.example.org"] = "end-of-chain.example.org"
        # In turn: one look finds the internet, the next one does not, or the other way round.
        for number, other in enumerate(["127.0.0.1", "169.254.169.254", "10.6.6.6", "::1", "fd00:ec2::254"]):
            self.turns[f"turn-{number}.example.org"] = self.turns[f"back-{number}.example.org"] = other
        self.slow |= {"slow.example.org"}
        self.errors |= {"fails.example.org": RCODE.SERVFAIL, "refuses.example.org": RCODE.REFUSED}

    def troubled(self):
        """Names that lead, or may lead, where nothing may be sent."""
        chosen = [name for name in self.addresses if "case-" not in name and "end-of" not in name]
        chosen = [name for name in chosen if not name.endswith(".net")]
        return chosen + [
            "alias.example.org", "alias-local.example.org", "loop.example.org", "chain-0.example.org", "slow.example.org",
            "fails.example.org", "refuses.example.org", "nowhere.example.org", "inside-of-nothing.example.org",
            "listed.example.net", *self.turns,
        ]

    def resolve(self, request, handler):
        reply = request.reply()
        name = str(request.q.qname).rstrip(".").lower()
        if name in self.slow:
            time.sleep(30)
        if name in self.errors:
            reply.header.rcode = self.errors[name]
            return reply
        while name in self.aliases and len(reply.rr) <= DEPTH:
            reply.add_answer(alias(name, self.aliases[name]))
            name = self.aliases[name]
        found = self.found(name, request.q.qtype)
        if found is None:
            reply.header.rcode = RCODE.NXDOMAIN
        for address in found or []:
            if (":" in address) == (request.q.qtype == QTYPE.AAAA):
                reply.add_answer(record(name, address))
                self.answered.add(name)
        return reply

    def found(self, name, kind):
        other = self.turns.get(name)
        if other is None:
            return self.addresses.get(name)
        if (kind == QTYPE.AAAA) != (":" in other):
            return []
        with self.lock:
            turn = self.looks.get(name, name.startswith("back"))
            self.looks[name] = not turn
            self.told.add((name, turn))
        return [other if turn else ranges.PUBLIC[2] if ":" in other else PUBLIC]
