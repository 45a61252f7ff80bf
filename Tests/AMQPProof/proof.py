"""proof.py PETREL [--restarts N] [--cuts N] [--blocks N] [--kills N] [--pause DURATION] [--seed N]

The real server with tenants who are never quiet publishes to a real broker. Two consumers that share no code with us,
one of pika and one of aio-pika, bind by wildcard and account for every event by its sequence, while the broker is
restarted, the connection is cut, the broker is blocked and the server is killed, all under load. At the end nothing may
be missing, each resource's versions must have come in order, and whatever came twice must have had the same message id.
"""

import argparse
import asyncio
import json
import logging
import os
import random
import shutil
import socket
import sys
import tempfile
import threading
import time

import aio_pika
import pika

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Rig"))

from petrel_rig import Server  # noqa: E402
from rabbitmq_rig import Broker, wait_for  # noqa: E402

EXCHANGE = "cloudstack-events"
PATIENCE = 300


class Proxy:
    """Between publisher and broker, to be cut."""

    def __init__(self, port):
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.pairs = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            try:
                server = socket.create_connection(("127.0.0.1", self.target), 5)
            except OSError:
                client.close()
                continue
            self.pairs.append((client, server))
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self.pump, args=(source, sink), daemon=True).start()

    @staticmethod
    def pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for one in pair:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class Account:
    """What one consumer has seen."""

    def __init__(self, name):
        self.name = name
        self.ids = {}
        self.versions = {}
        self.repeats = 0
        self.wrong = []

    def note(self, headers, message_id, routing_key, body):
        json.loads(body)
        sequence = headers["sequence"]
        if sequence in self.ids:
            self.repeats += 1
            if self.ids[sequence] != message_id:
                self.wrong.append(f"event {sequence} came as {self.ids[sequence]} and as {message_id}")
            return
        self.ids[sequence] = message_id
        version = headers.get("resourceversion")
        if version is not None:
            resource = "/".join(routing_key.rsplit(".", 2)[1:])
            if version != self.versions.get(resource, 0) + 1:
                self.wrong.append(f"{resource} went from version {self.versions.get(resource, 0)} to {version}")
            self.versions[resource] = version

    def judge(self, last):
        missing = [number for number in range(1, last + 1) if number not in self.ids]
        print(f"{self.name}: {len(self.ids)} of {last} events, {self.repeats} repeats, {len(missing)} missing, "
              f"{len(self.wrong)} wrong")
        for complaint in self.wrong[:10]:
            print("   ", complaint)
        if missing:
            print("    missing:", missing[:20])
        return not missing and not self.wrong


def consume_with_pika(port, account, is_over):
    while not is_over():
        try:
            connection = pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", port, heartbeat=5))
            channel = connection.channel()
            channel.basic_qos(prefetch_count=200)
            for method, properties, body in channel.consume("proof-pika", inactivity_timeout=0.5):
                if method:
                    account.note(properties.headers, properties.message_id, method.routing_key, body)
                    channel.basic_ack(method.delivery_tag)
                if is_over():
                    break
            connection.close()
        except (pika.exceptions.AMQPError, OSError):
            time.sleep(0.1)


async def consume_with_aio_pika(port, account, is_over):
    while not is_over():
        try:
            connection = await aio_pika.connect(f"amqp://guest:guest@127.0.0.1:{port}/?heartbeat=5")
            async with connection:
                channel = await connection.channel()
                await channel.set_qos(prefetch_count=200)
                queue = await channel.get_queue("proof-aio-pika", ensure=False)
                while not is_over():
                    message = await queue.get(fail=False, timeout=5)
                    if message is None:
                        await asyncio.sleep(0.05)
                        continue
                    account.note(message.headers, message.message_id, message.routing_key, message.body)
                    await message.ack()
        except (aio_pika.exceptions.AMQPError, OSError, asyncio.TimeoutError, RuntimeError):
            await asyncio.sleep(0.1)


class Cloud:
    """The server, with one target at the broker that knows everything from the first event on."""

    SETTINGS = """
plugins:
  amqp:
    retryfirst: 0.1
    retrylongest: 1
    targets:
      - {{name: proof, host: 127.0.0.1, port: {port}, exchange: {exchange}, from: oldest, heartbeat: 2, patience: 2,
         unroutable: hold}}
"""

    def __init__(self, program, folder, port, options):
        file = os.path.join(folder, "petrel.yaml")
        with open(file, "w", encoding="utf-8") as settings:
            settings.write(self.SETTINGS.format(port=port, exchange=EXCHANGE))
        self.busy = ["--demo", "--set", f"demo.pause={options.pause}", "--set", f"demo.seed={options.seed}"]
        self.calm = ["--config", file]
        self.server = Server(program, os.path.join(folder, "server"), self.calm + self.busy)
        os.makedirs(self.server.folder)

    def start(self):
        self.server.start()

    def kill(self):
        self.server.kill()

    def finish(self):
        """Ends the load, waits until all is confirmed, and says where the ledger ends."""
        self.server.stop()
        self.server.settings = self.calm
        self.server.start()
        api = self.server.api()

        def is_done():
            target = api.call("listAMQPTargets")["amqptarget"][0]
            return target.get("behind") == 0 and target["cursor"]

        wait_for(is_done, "the target")
        return int(is_done())


def bind(port):
    connection = pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", port))
    channel = connection.channel()
    channel.exchange_declare(EXCHANGE, "topic", durable=True)
    for name, key in (("proof-pika", "#"), ("proof-aio-pika", "management-server.*.#")):
        channel.queue_declare(name, durable=True)
        channel.queue_bind(name, EXCHANGE, key)
    connection.close()


def run(options, folder):
    broker = Broker(os.path.join(folder, "broker"))
    broker.start()
    accounts = [Account("pika"), Account("aio-pika")]
    cloud = None
    over = threading.Event()
    try:
        bind(broker.port)
        proxy = Proxy(broker.port)
        consumers = [
            threading.Thread(target=consume_with_pika, args=(broker.port, accounts[0], over.is_set)),
            threading.Thread(
                target=lambda: asyncio.run(consume_with_aio_pika(broker.port, accounts[1], over.is_set))),
        ]
        for consumer in consumers:
            consumer.start()
        cloud = Cloud(options.petrel, folder, proxy.port, options)
        cloud.start()
        trouble(options, broker, proxy, cloud)
        last = cloud.finish()
        wait_for(lambda: all(len(account.ids) >= last for account in accounts) or over.wait(30), "the consumers")
        over.set()
        for consumer in consumers:
            consumer.join()
        return all([account.judge(last) for account in accounts])
    finally:
        over.set()
        if cloud and cloud.server.process and cloud.server.process.poll() is None:
            cloud.kill()
        broker.stop()


def trouble(options, broker, proxy, cloud):
    chance = random.Random(options.seed)
    plan = ["restart"] * options.restarts + ["cut"] * options.cuts
    plan += ["block"] * options.blocks + ["kill"] * options.kills
    chance.shuffle(plan)
    for number, what in enumerate(plan, 1):
        time.sleep(chance.uniform(0.2, 1.5))
        if what == "restart":
            broker.restart(brutally=chance.random() < 0.3)
        elif what == "cut":
            proxy.cut()
        elif what == "block":
            broker.control("set_vm_memory_high_watermark", "absolute", "1MB")
            time.sleep(2)
            broker.control("set_vm_memory_high_watermark", "absolute", "2GB")
        else:
            cloud.kill()
            cloud.start()
        print(f"{number}/{len(plan)} {what}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("petrel")
    for name, count in (("restarts", 20), ("cuts", 20), ("blocks", 5), ("kills", 20), ("seed", 1)):
        arguments.add_argument(f"--{name}", type=int, default=count)
    arguments.add_argument("--pause", default="20ms", help="between two wishes of a tenant, on average")
    options = arguments.parse_args()
    # That a broker in trouble refuses is no news here.
    logging.disable(logging.CRITICAL)
    folder = tempfile.mkdtemp(prefix="petrel-amqp-")
    is_well = run(options, folder)
    if not is_well:
        print(f"what is left to look at: {folder}", file=sys.stderr)
        sys.exit(1)
    shutil.rmtree(folder)


main()
