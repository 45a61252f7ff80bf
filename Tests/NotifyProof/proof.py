"""proof.py PETREL [--kills N] [--deliveries N] [--seed N]

The real server tells a receiver in another process what happens. First what CloudStack's clients and receivers expect,
then server and receiver are killed again and again under load. At the end every event is at every endpoint, each
resource's in order, repeats have the id they had, and no counter is missing. Nothing here shares code with the server.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Rig"))

from petrel_rig import Offer, Refused, Server, Several, Tenant  # noqa: E402

PATIENCE = 120
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


class Sink:
    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.file = tempfile.mktemp(prefix="petrel-sink-")
        self.start()

    def start(self):
        here = os.path.dirname(os.path.abspath(__file__))
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(here, "sink.py"), str(self.port), self.file]
        )
        wait_for(self.answers, "the sink answers")

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def came(self, path):
        """Every request to a path; a line cut off by a kill had no answer and comes again."""
        found = []
        with open(self.file, "rb") as file:
            for line in file:
                try:
                    request = json.loads(line)
                except ValueError:
                    continue
                if request["path"] == path:
                    found.append(request)
        return found

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"


def wait_for(holds, what, patience=PATIENCE):
    end = time.monotonic() + patience
    while True:
        result = holds()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"not within {patience} s: {what}")
        time.sleep(0.02)


def refused(function, code):
    try:
        function()
    except Refused as error:
        assert error.code == code, error
        return error.text
    raise AssertionError("it was not refused")


def story(server, sink):
    """What CloudStack's clients and receivers expect of webhooks."""
    admin = server.api()
    ann, bob = Tenant(admin, "ann"), Tenant(admin, "bob")
    api = server.api(ann.key, ann.secret)
    made = api.call(
        "createWebhook", name="hook", payloadurl=sink.url("/cs"), secretkey="s3cret", scope="Global",
        description="tells",
    )["webhook"]
    # A plain user's scope is Local whatever was asked, and the secret is never told.
    assert made["scope"] == "Local" and made["state"] == "Enabled" and "secretkey" not in made, made
    assert made["sslverification"] is False and made["account"] == "ann", made
    assert "already" in refused(
        lambda: api.call("createWebhook", name="again", payloadurl=sink.url("/cs")), 431)
    refused(lambda: api.call(
        "createWebhook", name="tls", payloadurl=sink.url("/x"), sslverification="true"), 431)
    key = api.call("createSSHKeyPair", name="pair")["keypair"]
    assert key["name"] == "pair"
    request = wait_for(lambda: sink.came("/cs"), "the webhook came")[0]
    headers, body = request["headers"], json.loads(request["body"])
    assert headers["x-cs-event"] == body["event"] and body["event"].startswith("REGISTER.SSH"), body
    assert len(headers["x-cs-event-id"]) == 36, headers
    assert headers["user-agent"] == "CS-Hookshot/" + ann.account, headers
    signed = hmac.new(b"s3cret", request["body"].encode(), hashlib.sha256).digest()
    assert headers["x-cs-signature"] == base64.b64encode(signed).decode(), headers
    assert headers["content-type"].startswith("application/json"), headers
    assert set(body) <= {"event", "status", "description", "account", "user", "entity", "entityuuid",
                         "eventDateTime", "project", "SSHKeyPair"} or body["entity"], body

    def deliveries():
        return api.call("listWebhookDeliveries", webhookid=made["id"]).get("webhookdelivery")

    delivery = wait_for(deliveries, "the delivery is listed")[-1]
    assert delivery["payload"] == request["body"] and delivery["success"] is True, delivery
    assert delivery["response"] == '{"taken":true}' and delivery["eventid"] == headers["x-cs-event-id"], delivery
    assert "s3cret" not in json.dumps(delivery), delivery
    again = api.call("executeWebhookDelivery", id=delivery["id"])["webhookdelivery"]
    assert again["success"] and again["payload"] == request["body"], again
    test = api.call("executeWebhookDelivery", webhookid=made["id"])["webhookdelivery"]
    assert test["eventtype"] == "TEST.WEBHOOK" and json.loads(test["payload"]) == {"CloudStack": "works!"}, test
    # bob sees nothing of it, and what he may not see is not found.
    other = server.api(bob.key, bob.secret)
    assert other.call("listWebhooks", listall="true") == {}
    assert other.call("listWebhookDeliveries") == {}
    refused(lambda: other.call("listWebhookDeliveries", webhookid=made["id"]), 431)
    for command in ("deleteWebhook", "updateWebhook"):
        refused(lambda: other.call(command, id=made["id"]), 431)
    refused(lambda: other.call("executeWebhookDelivery", id=delivery["id"]), 431)
    assert admin.call("listWebhooks", listall="true")["count"] == 1
    # Filters narrow by type; then it is switched off, on, and deleted.
    kept = api.call("addWebhookFilter", webhookid=made["id"], mode="Exclude", value="REGISTER.SSH.KEYPAIR")
    assert kept["webhookfilter"]["matchtype"] == "Exact", kept
    assert api.call("listWebhookFilters", webhookid=made["id"])["count"] == 1
    changed = api.call("updateWebhook", id=made["id"], state="Disabled", name="renamed")["webhook"]
    assert changed["state"] == "Disabled" and changed["name"] == "renamed", changed
    assert api.call("deleteWebhookDelivery", webhookid=made["id"])["success"] is True
    assert api.call("listWebhookDeliveries", webhookid=made["id"]) == {}
    assert api.call("deleteWebhook", id=made["id"])["success"] is True
    assert api.call("listWebhooks") == {}
    print("createWebhook and its siblings are as CloudStack's clients and receivers expect")


def last_sequence(api):
    """How many events there are."""
    api.connection.request("GET", "/v1/events?" + api.sign({"apiKey": api.key, "limit": 1, "order": "newest"}))
    return int(json.loads(api.connection.getresponse().read())["events"][0]["sequence"])


def load(server, sink, endpoints, deliveries, kills, seed):
    chance = random.Random(seed)
    admin = server.api()
    ids = [
        admin.call(
            "createSubscription", name=f"all-{number}", channel="webhook", scope="cloud",
            start="oldest", **{"settings[0].url": sink.url(f"/all-{number}"), "settings[0].secret": SECRET},
        )["subscription"]["id"]
        for number in range(endpoints)
    ]
    busy = admin.call(
        "createSubscription", name="busy", channel="webhook", scope="cloud",
        **{"settings[0].url": sink.url("/busy")},
    )["subscription"]["id"]
    done = 0
    began = time.monotonic()
    for number in range(kills + 1):
        # Each event goes to each endpoint.
        goal = -(-deliveries * (number + 1) // ((kills + 1) * endpoints))
        api = server.api()
        while last_sequence(api) < goal:
            for _ in range(10):
                api.call("generateAlert", name=f"alert {done}", description="load", type=1000)
                done += 1
        if number == kills:
            break
        if chance.random() < 0.5:
            sink.kill()
            server.kill()
            sink.start()
            server.start()
        elif chance.random() < 0.5:
            server.kill()
            server.start()
        else:
            sink.kill()
            time.sleep(chance.random() * 0.3)
            sink.start()
    return ids, busy, began


def settled(server):
    rows = server.api().call("listSubscriptions", state="enabled")["subscription"]
    return all(row["behind"] == 0 and row["held"] == 0 and row["underway"] == 0
               for row in rows if row["name"] != "busy")


def check(server, sink, ids, began):
    wait_for(lambda: settled(server), "everything is delivered", 600)
    seconds = time.monotonic() - began
    total = repeats = 0
    everywhere = None
    for number, subscription in enumerate(ids):
        requests = sink.came(f"/all-{number}")
        counters, seen, last = {}, {}, {}
        for request in requests:
            headers, event = request["headers"], json.loads(request["body"])
            message = headers["webhook-id"]
            signed = f"{message}.{headers['webhook-timestamp']}.{request['body']}".encode()
            digest = hmac.new(bytes(range(32)), signed, hashlib.sha256).digest()
            assert headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode(), headers
            assert message == f"{subscription}_{event['id']}", (message, event["id"])
            if message in seen:
                repeats += 1
                assert seen[message] == event["id"]
                assert counters[message] == headers["petrel-counter"], "a repeat has another counter"
                continue
            seen[message] = event["id"]
            counters[message] = headers["petrel-counter"]
            sequence = int(event["sequence"])
            lane = event.get("subject") or event["id"]
            assert last.get(lane, 0) < sequence, f"{lane}: {sequence} after {last.get(lane)}"
            last[lane] = sequence
        numbers = sorted(int(counter) for counter in counters.values())
        assert numbers == list(range(1, len(numbers) + 1)), "a counter is missing"
        if everywhere is None:
            everywhere = set(seen.values())
        # Each began at the oldest event; what came while it was checked may be at some already.
        assert set(seen.values()) == everywhere, f"endpoint {number} lacks {len(everywhere - set(seen.values()))}"
        total += len(seen)
    print(f"{total} deliveries to {len(ids)} endpoints in {seconds:.1f} s, {repeats} repeats, none missing")
    return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("petrel")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--deliveries", type=int, default=10_000)
    parser.add_argument("--endpoints", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sink = Sink()
    server = Server(
        arguments.petrel,
        settings=["--set", "plugins.notify.http=true", "--set", f"plugins.notify.ports={sink.port}",
                  "--set", "plugins.notify.allow=127.0.0.0/8"],
    )
    server.start()
    try:
        story(server, sink)
        ids, _, began = load(
            server, sink, arguments.endpoints, arguments.deliveries, arguments.kills, arguments.seed)
        total = check(server, sink, ids, began)
        assert total >= arguments.deliveries, f"only {total} deliveries"
    except BaseException:
        print(server.last_words(), file=sys.stderr)
        raise
    finally:
        server.kill()
        sink.kill()
        os.unlink(sink.file)


if __name__ == "__main__":
    main()
