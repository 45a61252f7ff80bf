"""Receivers that cannot prove who they are get nothing; those that want our certificate see it."""

import socket
import tempfile
import threading

from certificates import Authority
from sink import Sink

HOST = "receiver.example.org"


def tell(feeder, count, chance):
    with tempfile.TemporaryDirectory() as folder:
        good, other = Authority(folder), Authority(folder, "another authority")
        bad = {
            "expired": Sink(good.context(HOST, first_day=-10, last_day=-1)),
            "not yet valid": Sink(good.context(HOST, first_day=5)),
            "another name": Sink(good.context("other.example.org")),
            "an address instead of a name": Sink(good.context("127.0.0.1")),
            "an unknown authority": Sink(other.context(HOST)),
            "plain HTTP": Sink(),
        }
        fine = Sink(good.context(HOST))
        mutual = Sink(good.context(HOST, client_authority=other))
        hang = Hang()
        ports = [sink.port for sink in [*bad.values(), fine, mutual, hang]]
        feeder.allow(ports=ports, hosts={HOST: "127.0.0.1"})
        certificate, key = other.issue("petrel.example.org")
        client = {"certificate": certificate, "privatekey": key}

        def send(sink, **settings):
            url = f"https://{HOST}:{sink.port}/events"
            return feeder.tell("webhook", {"url": url, "authority": good.pem, **settings})

        for fault, sink in bad.items():
            answer = send(sink)
            assert answer.get("verdict") == "retry", (fault, answer)
            assert not sink.requests, fault
        assert send(hang, timeout=1).get("verdict") == "retry"
        assert send(fine).get("status") == 204
        # Without the authority the very same receiver is a stranger.
        assert send(fine, authority=other.pem).get("verdict") == "retry"
        assert len(fine.take()) == 1
        assert send(mutual, **client).get("status") == 204
        assert send(mutual).get("verdict") == "retry"
        stranger = dict(zip(["certificate", "privatekey"], good.issue("petrel.example.org")))
        assert send(mutual, **stranger).get("verdict") == "retry"
        assert len(mutual.take()) == 1
        # Whoever says so gives up the proof, and only that.
        assert send(bad["another name"], sslverification=False).get("status") == 204
        for sink in [*bad.values(), fine, mutual]:
            sink.shutdown()
        hang.close()


class Hang:
    """Takes connections and says nothing."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.held = []
        threading.Thread(target=self._hold, daemon=True).start()

    def _hold(self):
        try:
            while True:
                self.held.append(self.socket.accept())
        except OSError:
            pass

    def close(self):
        self.socket.close()
