"""proof.py PETREL [--kills N] [--events N] [--seed N]

Clients that others have written follow the stream of events while the server is killed and started again: sseclient-py,
and the EventSource of Chromium. At the end each has every event of the ledger, in its order, and whatever it got twice
had the id that it had before. Nothing here shares code with the server.
"""

import argparse
import base64
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import sseclient

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Rig"))

from petrel_rig import Server  # noqa: E402

PATIENCE = 120


class Seen:
    """What one client got: ids and sequences in the order they came, and how often it connected."""

    def __init__(self, name):
        self.name = name
        self.events = []
        self.connections = 0
        self.gaps = 0

    def take(self, cursor, data):
        event = json.loads(data)
        if "specversion" in event:
            self.events.append((cursor, event["id"], int(event["sequence"])))

    def check(self, ledger):
        """Without what it can tell to be a repeat, by the event's id, it is what the ledger has."""
        once, places = [], {}
        for cursor, name, sequence in self.events:
            if name in places:
                assert places[name] == (cursor, sequence), f"{self.name}: {name} came with another place"
                continue
            places[name] = (cursor, sequence)
            once.append(sequence)
        assert once == sorted(once), f"{self.name}: events came out of order"
        missing = set(ledger) - set(once)
        assert not missing, f"{self.name}: {len(missing)} of {len(ledger)} events are missing, as {min(missing)}"
        assert once == ledger, f"{self.name}: {len(once)} events where the ledger has {len(ledger)}"
        assert not self.gaps, f"{self.name}: was told of a gap"
        assert self.connections > 1, f"{self.name}: was never cut off"
        repeats = len(self.events) - len(once)
        print(f"{self.name}: {len(once)} events over {self.connections} connections, {repeats} repeats, none missing")


class Reader(threading.Thread):
    """sseclient-py, which takes the stream apart; connecting again with the last id is its user's."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server = server
        self.seen = Seen("sseclient-py")
        self.is_over = False
        self.failure = None

    def run(self):
        last = None
        while not self.is_over:
            try:
                for event in sseclient.SSEClient(self.chunks(last)).events():
                    if event.event == "gap":
                        self.seen.gaps += 1
                    else:
                        self.seen.take(event.id, event.data)
                    last = event.id or last
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
            except Exception as error:  # noqa: BLE001: the story fails, and says why
                self.failure = error
                return

    def chunks(self, last):
        """The stream's bytes as they come, whatever the blocks' borders are."""
        keys = f"{self.server.ready['apiKey']}:{self.server.ready['secretKey']}"
        headers = {"Authorization": "Basic " + base64.b64encode(keys.encode()).decode()}
        if last is not None:
            headers["Last-Event-ID"] = last
        connection = http.client.HTTPConnection(*self.server.address, timeout=30)
        connection.request("GET", "/v1/events/stream" + ("" if last else "?after=0"), headers=headers)
        answer = connection.getresponse()
        if answer.status != 200:
            raise OSError(answer.status)
        self.seen.connections += 1
        while chunk := answer.read1(4096):
            # Blocks are handed on whole, as the package wants them.
            yield chunk


class Browser:
    """Chromium without a window, on a page that another server has."""

    def __init__(self, api, address):
        self.seen = Seen("Chromium's EventSource")
        pages = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        pages.daemon_threads = True
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        query = api.sign({"after": 0, "apiKey": api.key})
        stream = f"http://{address[0]}:{address[1]}/v1/events/stream?{query}"
        self.folder = tempfile.mkdtemp(prefix="chromium-")
        page = f"http://127.0.0.1:{pages.server_address[1]}/?stream={urllib.parse.quote(stream, safe='')}"
        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             f"--user-data-dir={self.folder}", "--remote-debugging-port=0", page],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def handler(self):
        seen = self.seen

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                with open(os.path.join(HERE, "page.html"), "rb") as file:
                    self.answer(file.read())

            def do_POST(self):
                for line in self.rfile.read(int(self.headers["content-length"])).decode().splitlines():
                    line = json.loads(line)
                    if line["kind"] == "event":
                        seen.take(line["id"], line["data"])
                    seen.connections += line["kind"] == "open"
                    seen.gaps += line["kind"] == "gap"
                    assert line.get("state") != 2, "the browser has given up"
                self.answer(b"")

            def answer(self, body):
                self.send_response(200)
                self.send_header("content-type", "text/html")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_for(holds, what):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"not within {PATIENCE} s: {what}"
        time.sleep(0.02)


def ledger(server):
    """All sequences that the ledger has, page by page."""
    found, target = [], "/v1/events?order=oldest&limit=1000"
    keys = f"{server.ready['apiKey']}:{server.ready['secretKey']}"
    headers = {"Authorization": "Basic " + base64.b64encode(keys.encode()).decode()}
    connection = http.client.HTTPConnection(*server.address, timeout=30)
    while target:
        connection.request("GET", target, headers=headers)
        page = json.loads(connection.getresponse().read())
        found += [int(event["sequence"]) for event in page["events"]]
        target = page.get("next")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("petrel")
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--events", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # The browser has one address, so the server keeps its port.
    server = Server(arguments.petrel, settings=["--set", "streams.allowed-origins=*"], port=port)
    server.start()
    reader, browser = Reader(server), Browser(server.api(), server.address)
    try:
        reader.start()
        wait_for(lambda: reader.seen.connections and browser.seen.connections, "both listen")
        for kill in range(arguments.kills + 1):
            goal = arguments.events * (kill + 1) // (arguments.kills + 1)
            api = server.api()
            while len(reader.seen.events) < goal:
                assert reader.failure is None, repr(reader.failure)
                for _ in range(chance.randrange(1, 20)):
                    api.call("generateAlert", name="alert", description="load", type=1000)
            if kill < arguments.kills:
                server.kill()
                server.start()
                wait_for(lambda: browser.seen.connections > kill + 1, "the browser is back")
        everything = ledger(server)
        for seen in [reader.seen, browser.seen]:
            wait_for(lambda: seen.events and seen.events[-1][2] >= everything[-1], f"{seen.name} has the last event")
        everything = ledger(server)
        for seen in [reader.seen, browser.seen]:
            wait_for(lambda: seen.events[-1][2] >= everything[-1], f"{seen.name} has the last event")
            seen.check(everything)
    except BaseException:
        print(server.last_words(), file=sys.stderr)
        raise
    finally:
        reader.is_over = True
        browser.close()
        server.kill()


if __name__ == "__main__":
    main()
