"""forbidden.py PETREL [--small]: run it as `unshare --net --mount`.

The real server is asked to send to everything that it must not reach: at creation, change, test, delivery, retry and
through redirects. All addresses lead to one listener that writes down who came, and the kernel counts the packets to each
forbidden network. First a server whose operator has allowed all networks shows that the listener would be reached; then
the same subscriptions are there when he has not. Nothing here shares code with the server.
"""

import argparse
import ipaddress
import os
import resource
import statistics
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "Rig"), HERE]

import ranges  # noqa: E402
import texts  # noqa: E402
from canary import Canary  # noqa: E402
from names import PUBLIC, Names  # noqa: E402
from network import REFUSES, SILENT, Network, connect  # noqa: E402
from petrel_rig import Refused, Server, Tenant  # noqa: E402

#: Scheme and port; without one it is the scheme's own.
WAYS = [("http", None), ("https", None), ("http", 9000), ("https", 8443)]
SETTINGS = ["http=true", "ports=9000", "accountsubscriptions=100000", "domainsubscriptions=100000"]
CLOSED = f"refuse={ranges.CLOSED}"
REDIRECTS = [301, 302, 303, 307, 308]


class Rig:
    def __init__(self, petrel, is_small):
        self.is_small = is_small
        self.canary = Canary()
        self.network = Network(self.canary.port)
        self.cases = list(self.all_cases())
        self.names = Names({f"case-{case}.example.org": [address] for case, (address, _) in enumerate(self.cases)})
        self.server = Server(petrel)
        self.login = None
        self.asked = 0
        self.pairs = 0
        self.sentences = set()
        #: Subscriptions to names of forbidden addresses.
        self.named = []

    def all_cases(self):
        """Address and way: all ways to each, or one after the other in the small size."""
        for number, address in enumerate(ranges.forbidden()):
            for way in [WAYS[number % len(WAYS)]] if self.is_small else WAYS:
                yield address, way

    def start(self, *settings):
        self.server.settings = [word for one in [*SETTINGS, *settings] for word in ("--set", f"plugins.notify.{one}")]
        self.server.start()
        if self.login:
            self.tenant = self.api(self.login)

    def api(self, tenant=None):
        api = self.server.api(*((tenant.key, tenant.secret) if tenant else ()))
        api.connection._create_connection = connect
        return api

    def subscribe(self, url, channel="webhook", timeout=30, **more):
        settings = {"settings[0].url": url} | more
        if channel == "webhook":
            settings |= {"settings[0].timeout": timeout, "settings[0].sslverification": "false"}
        return self.tenant.call("createSubscription", name="s", channel=channel, **settings)["subscription"]["id"]

    def happen(self):
        """Something of the tenant's, and all subscriptions have been told of it, or it was tried."""
        before = {row["id"]: row["counter"] for row in self.tenant.all("listSubscriptions")}
        self.tenant.call("createSSHKeyPair", name=f"pair-{self.pairs}")
        self.pairs += 1

        def is_settled():
            return all(
                row["counter"] > before[row["id"]] and row["behind"] == 0 and row["underway"] == 0
                for row in self.tenant.all("listSubscriptions"))

        wait_for(is_settled, "every subscription has been tried")

    def refused(self, where, call):
        """It must be refused; what the refusal says."""
        self.asked += 1
        try:
            call()
        except Refused as refusal:
            return refusal.text
        raise AssertionError(f"taken: {where}")

    def fire(self, url):
        """A test of an address, which waits for the answer."""
        self.asked += 1
        return self.tenant.call("executeWebhookDelivery", payloadurl=url, sslverification="false")["webhookdelivery"]

    def strays(self):
        networks = [ipaddress.ip_network(network) for network in ranges.watched()]
        found = []
        for address, port, path in list(self.canary.came):
            if any(ipaddress.ip_address(address) in network for network in networks):
                found.append((address, port, path))
        return found

    def check(self, stage):
        packets, strays = self.network.packets(), self.strays()
        assert not packets and not strays, f"{stage}: packets {packets}, connections {strays[:9]}"


def wait_for(holds, what, patience=180):
    end = time.monotonic() + patience
    while not (result := holds()):
        assert time.monotonic() < end, f"not within {patience} s: {what}"
        time.sleep(0.05)
    return result


def control(rig):
    """All networks allowed: the listener is where everything leads."""
    rig.start("allow=0.0.0.0/0,::/0")
    tenant = Tenant(rig.api(), "ann")
    rig.login = tenant
    rig.tenant = rig.api(tenant)
    for number, (address, (scheme, port)) in enumerate(rig.cases):
        rig.subscribe(ranges.url(address, scheme, port, f"/address-{number}"))
        rig.named.append(rig.subscribe(ranges.url(f"case-{number}.example.org", scheme, port, f"/name-{number}")))
    rig.happen()
    paths = set(rig.canary.paths())
    wanted = [
        f"/{kind}-{number}" for kind in ("address", "name") for number, (address, _) in enumerate(rig.cases)
        if ranges.is_connectable(address)]
    reached = sum(path in paths for path in wanted)
    packets = rig.network.packets()
    assert reached >= 0.9 * len(wanted), f"{reached} of {len(wanted)}"
    astray = [
        "alias.example.org", "chain-0.example.org", "inside-of-nothing.example.org", "listed.example.net", "big.example.org",
        *(name for name in rig.names.turns if name.startswith("back"))]
    for name in astray:
        rig.fire(f"http://{name}/{name}")
    led = {path for _, _, path in rig.strays()}
    assert led >= {f"/{name}" for name in astray}, f"not led astray: {[name for name in astray if '/' + name not in led]}"
    print(f"control: {reached} of {len(wanted)} reached ({100 * reached / len(wanted):.1f} %), "
          f"{sum(packets.values())} packets to {len(packets)} networks", flush=True)
    rig.server.stop()
    # The last packets of what was allowed.
    wait_for(lambda: not rig.canary.open, "every connection is closed")
    rig.canary.came.clear()
    rig.network.reset()
    rig.names.told.clear()
    rig.names.answered.clear()
    rig.start(CLOSED)


def refusals(rig):
    """What an address says is enough: at creation, at a change and at a test, over every channel that takes one."""
    own = rig.tenant.call("createWebhook", name="own", payloadurl=ranges.url(PUBLIC, path="/own"))["webhook"]["id"]
    addresses = [
        ranges.url(address, scheme, port) for address in ranges.forbidden() for scheme, port in WAYS]
    for number, url in enumerate(addresses + texts.refused()):
        told = {
            rig.refused(f"create {url}", lambda: rig.subscribe(url)),
            rig.refused(f"update {url}", lambda: rig.tenant.call("updateWebhook", id=own, payloadurl=url)),
            rig.refused(f"test {url}", lambda: rig.fire(url)),
        }
        if number % 5 == 0:
            rig.refused(f"chat {url}", lambda: rig.subscribe(url, "chat"))
            rig.refused(f"pagerduty {url}", lambda: rig.subscribe(
                url, "pagerduty", **{"settings[0].routingkey": "0" * 32}))
        if number < len(addresses):
            rig.sentences |= told
    assert len(rig.sentences) == 1, rig.sentences
    rig.check("refusals")


def deliveries(rig):
    """Names that lead astray, and subscriptions from when the operator had allowed it."""
    troubled = {name: rig.subscribe(f"http://{name}:9000/{name}", timeout=1) for name in rig.names.troubled()}
    good = [rig.subscribe(ranges.url(address, scheme, port, "/good")) for address in ranges.PUBLIC for scheme, port in WAYS]
    for _ in range(2):
        rig.happen()
    rig.check("deliveries")

    def attempts(subscription):
        return rig.tenant.all("listSubscriptionAttempts", id=subscription)

    def tried_again(subscription):
        tried = attempts(subscription)
        return any(one["attempt"] > 1 for one in tried) or all(one["success"] for one in tried)

    for subscription in rig.named[::len(rig.named) // 50] + list(troubled.values()):
        wait_for(lambda: tried_again(subscription), "it is tried again")
    # The newest attempt: what was told before is from when it was allowed.
    reasons = {attempts(subscription)[0]["reason"] for subscription in rig.named}
    assert rig.names.answered >= {f"case-{number}.example.org" for number in range(len(rig.cases))}
    arrived = [attempts(subscription) for subscription in good]
    assert all(one["success"] for tried in arrived for one in tried) and all(len(tried) >= 2 for tried in arrived)
    assert rig.canary.paths().count("/good") == sum(map(len, arrived)), "the internet is not reached"
    assert len(reasons) == 1, reasons
    rig.sentences |= reasons
    rig.check("retries")


def tests_of_names(rig):
    """At every look-up a name may say something else."""
    names = [f"case-{number}.example.org" for number in range(len(rig.cases))]
    names += [name for name in rig.names.troubled() if "slow" not in name or not rig.is_small]
    # What was found is known to a server for a minute; another server looks anew.
    for chosen in (names, rig.names.turns, rig.names.turns):
        for name in chosen:
            rig.fire(f"http://{name}/")
        rig.server.stop()
        rig.start(CLOSED)
    assert rig.names.told == {(name, turn) for name in rig.names.turns for turn in (False, True)}
    rig.check("names")


def redirects(rig):
    """A receiver that says where else to go is not obeyed."""
    targets = [ranges.url(address, "http", None) for address in ranges.forbidden()] + texts.SCHEMES + [
        f"http://{host}/" for host in texts.SPELLINGS + texts.NAMES if host.isascii()]
    targets += ["//10.0.0.1/", "/elsewhere", "elsewhere", "", "http://8.8.8.8/elsewhere", "http://case-1.example.org/"]
    heads = []
    for number, target in enumerate(targets):
        chosen = [REDIRECTS[number % len(REDIRECTS)]] if rig.is_small else REDIRECTS
        heads += [[f"HTTP/1.1 {code} Moved", f"Location: {target}", "Content-Length: 0"] for code in chosen]
    for head in (
        "Refresh: 0; url=http://10.0.0.1/", 'Alt-Svc: h2="10.0.0.1:443"; ma=60', "Content-Location: http://10.0.0.1/",
        "Link: <http://10.0.0.1/>; rel=preload",
    ):
        heads.append(["HTTP/1.1 200 OK", head, "Content-Length: 0"])
        heads.append(["HTTP/1.1 103 Early Hints", head, "", "HTTP/1.1 200 OK", "Content-Length: 0"])
    # One that leads to itself.
    heads.append(["HTTP/1.1 302 Found", f"Location: http://{PUBLIC}/moved-{len(heads)}", "Content-Length: 0"])
    for number, head in enumerate(heads):
        rig.canary.answers[f"/moved-{number}"] = head
        rig.fire(ranges.url(PUBLIC, path=f"/moved-{number}"))
    paths = rig.canary.paths()
    assert all(paths.count(f"/moved-{number}") == 1 for number in range(len(heads))), "something was followed"
    assert "/elsewhere" not in paths
    rig.check("redirects")
    print(f"redirects: {len(heads)}, none followed", flush=True)


def silence(rig):
    """Whether a name is there, and whether what it leads to is open, refuses or is silent, is not told."""
    places = {
        "no-name": None, "open": "10.65.0.1", "refusing": REFUSES.replace("0.0/16", "0.1"),
        "silent": SILENT.replace("0.0/16", "0.1"),
    }
    rig.names.addresses |= {f"{place}.example.org": [address] for place, address in places.items() if address}
    took, told = {place: [] for place in places}, set()
    for _ in range(20 if rig.is_small else 100):
        for place in places:
            began = time.monotonic()
            told.add(rig.fire(f"http://{place}.example.org/")["response"])
            took[place].append(time.monotonic() - began)
    rig.sentences |= told
    assert len(told) == 1, told
    # A name that is not there takes one more look, in the domain that is searched.
    middle = {place: statistics.median(took[place]) for place in places if places[place]}
    spread = max(statistics.stdev(times) for times in took.values())
    assert max(middle.values()) - min(middle.values()) < max(spread, 0.02), middle
    rig.check("silence")
    print("told alike: " + ", ".join(f"{place} in {1000 * time:.1f} ms" for place, time in middle.items()), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("petrel")
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    # Thousands of connections are open at once at both ends.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    # The server must not send by way of a proxy that its environment names.
    os.environ |= {name: "http://10.7.7.7:3128" for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy")}
    rig = Rig(arguments.petrel, arguments.small)
    try:
        control(rig)
        for story in (refusals, deliveries, tests_of_names, redirects, silence):
            began = time.monotonic()
            story(rig)
            print(f"{story.__name__}: nothing went astray ({time.monotonic() - began:.1f} s)", flush=True)
        shown = [text for text in rig.sentences if any(character.isdigit() for character in text)]
        assert not shown, shown
        print(f"{len(rig.cases)} forbidden addresses and ways, {rig.asked} questions, 0 packets to "
              f"{len(ranges.watched())} forbidden networks, 0 connections; told as: {' / '.join(sorted(rig.sentences))}")
    except BaseException:
        print(rig.server.last_words(), file=sys.stderr)
        raise


if __name__ == "__main__":
    main()
