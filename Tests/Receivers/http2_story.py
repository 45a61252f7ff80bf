"""A receiver that speaks HTTP/2 is spoken to in HTTP/2, over one connection."""

import asyncio
import os
import tempfile
import threading

from certificates import Authority
from hypercorn.asyncio import serve
from hypercorn.config import Config

HOST = "receiver.example.org"


def tell(feeder, count, chance):
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(folder)
        receiver = Receiver(folder, authority)
        feeder.allow(ports=[receiver.port], hosts={HOST: "127.0.0.1"})
        settings = {"url": f"https://{HOST}:{receiver.port}/events", "authority": authority.pem}
        orders = [{"kind": "webhook", "settings": settings, "id": f"h_{number}"} for number in range(200)]
        for answer in feeder.ask(orders):
            assert answer.get("status") == 204, answer
        assert {version for version, _, _ in receiver.seen} == {"2"}, receiver.seen
        assert len({name for _, name, _ in receiver.seen}) == len(receiver.seen) == 200
        # Requests that begin before the first connection has said what it speaks open some of their own.
        assert len({client for _, _, client in receiver.seen}) <= 64
        receiver.close()


class Receiver:
    def __init__(self, folder, authority):
        certificate, key = authority.issue(HOST)
        self.seen = []
        self.config = Config()
        self.config.certfile = os.path.join(folder, "receiver.pem")
        self.config.keyfile = os.path.join(folder, "receiver.key")
        for path, text in [(self.config.certfile, certificate), (self.config.keyfile, key)]:
            with open(path, "w", encoding="ascii") as file:
                file.write(text)
        self.config.bind = ["127.0.0.1:0"]
        self.config.errorlog = None
        self.config.graceful_timeout = 0.1
        self.config.shutdown_timeout = 0.1
        self.sockets = self.config.create_sockets()
        self.sockets.secure_sockets[0].listen(128)
        self.port = self.sockets.secure_sockets[0].getsockname()[1]
        self.config.bind = [f"fd://{self.sockets.secure_sockets[0].fileno()}"]
        self.loop = asyncio.new_event_loop()
        self.end = asyncio.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(
            serve(self.answer, self.config, shutdown_trigger=self.end.wait, mode="asgi")
        )

    async def answer(self, scope, receive, send):
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        name = dict(scope["headers"])[b"webhook-id"]
        self.seen.append((scope["http_version"], name, tuple(scope["client"])))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def close(self):
        self.loop.call_soon_threadsafe(self.end.set)
        self.thread.join(60)
