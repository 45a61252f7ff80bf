"""The receivers of the guide, as its page has them, against our sender: all that is right is stored, once, and nothing
else is.
"""

import base64
import contextlib
import hashlib
import hmac
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time

from guide import code
from signatures_story import random_body, turn

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Guide")
KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
GO_HEAD = """package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

"""


def python(folder):
    write(folder, "receive.py", code("python"))
    return [sys.executable, os.path.join(HERE, "server.py")]


def javascript(folder):
    write(folder, "receive.mjs", code("js"))
    return ["node", os.path.join(HERE, "server.mjs")]


def go(folder):
    write(folder, "receive.go", GO_HEAD + code("go"))
    shutil.copy(os.path.join(HERE, "server.go"), folder)
    write(folder, "go.mod", "module guide\n\ngo 1.19\n")
    subprocess.run(
        ["go", "build", "-o", "receiver", "."], cwd=folder, check=True,
        env={**os.environ, "GOCACHE": os.path.join(folder, "cache"), "GOFLAGS": "-mod=mod", "GOPROXY": "off"})
    return [os.path.join(folder, "receiver")]


def swift(folder):
    with open(os.path.join(HERE, "SwiftReceiver", "Receive.swift"), encoding="utf-8") as file:
        assert file.read() == code("swift"), "Guide/SwiftReceiver/Receive.swift is not what the page shows"
    return [os.environ["SWIFT_RECEIVER"]]


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


@contextlib.contextmanager
def running(language):
    folder = tempfile.mkdtemp(prefix="guide-")
    process = subprocess.Popen(language(folder), cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder)


def tell(feeder, count, chance):
    count = min(count, 300)
    for language in [python, javascript, go, swift]:
        with running(language) as port:
            bodies = {f"message_{number}": random_body(chance, number) for number in range(count)}
            feeder.allow(ports=[port])
            settings = {"url": f"http://127.0.0.1:{port}/events", "secret": "whsec_" + KEY}
            orders = [
                {"kind": "webhook", "settings": settings, "id": name, "payload": body}
                for name, body in bodies.items()
            ]
            # Each twice: a repeat is answered like the first, and stored once.
            for answer in feeder.ask(orders) + feeder.ask(orders):
                assert answer.get("status") == 200, (language.__name__, answer)
            assert stored(port) == count, (language.__name__, stored(port))
            for name, body in bodies.items():
                refuse(chance, language.__name__, port, name, body.encode())
            assert stored(port) == count, (language.__name__, stored(port))


def stored(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/")
    return int(connection.getresponse().read())


def refuse(chance, language, port, name, body):
    """What was altered, or is late or early, is not taken."""
    now = int(time.time())
    late = {"altered": now, "late": now - 301, "early": now + 310}
    kind = chance.choice(list(late))
    stamp = str(late[kind])
    key = base64.b64decode(KEY)
    signature = hmac.new(key, f"new_{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
    if kind == "altered":
        signature = turn(chance, signature)
    status = post(port, f"new_{name}", stamp, body, f"v1,{base64.b64encode(signature).decode()}")
    assert status == (401 if kind == "altered" else 400), (language, kind, status)


def post(port, name, stamp, body, signature):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/events", body, {
        "webhook-id": name, "webhook-timestamp": stamp, "webhook-signature": signature, "petrel-counter": "1",
    })
    answer = connection.getresponse()
    answer.read()
    return answer.status
