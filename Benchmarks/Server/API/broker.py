"""broker.py PETREL [--calls N]: what API calls cost while a broker is there, stopped or in need, and without the plug-in.

Two servers of the same program stand side by side, one without `amqp` and one with a target at a RabbitMQ of our own.
Calls that change something alternate between them, so that whatever else the machine does disturbs both alike. Prints
lines of name, number and unit.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "Tests", "Rig"))

from petrel_rig import Offer, Server  # noqa: E402
from rabbitmq_rig import Broker, wait_for  # noqa: E402

TARGET = """
plugins:
  amqp:
    retryfirst: 0.1
    retrylongest: 1
    targets:
      - {{name: bench, host: 127.0.0.1, port: {port}, heartbeat: 2, patience: 2}}
"""


class Caller:
    """One client of one server, with a machine of its own to rename."""

    def __init__(self, server):
        self.api = server.api()
        offer = Offer(self.api)
        machine = self.api.do(
            "deployVirtualMachine", zoneid=offer.zone, templateid=offer.template, serviceofferingid=offer.service,
            name="bench", startvm="false")
        self.machine = machine["id"]
        self.number = 0

    def call(self):
        """Milliseconds of a call that commits a change and its event."""
        self.number += 1
        began = time.perf_counter()
        self.api.call("updateVirtualMachine", method="POST", id=self.machine, displayname=f"bench {self.number}")
        return (time.perf_counter() - began) * 1_000


def report(name, value, unit):
    print(f"{name:<52} {value:12.2f} {unit}", flush=True)


def measure(what, callers, calls):
    times = {name: [] for name in callers}
    for _ in range(calls):
        for name, caller in callers.items():
            times[name].append(caller.call())
    for name, found in times.items():
        found.sort()
        for share, word in ((0.5, "median"), (0.99, "p99")):
            report(f"API call, {what}, {name}, {word}", found[int(len(found) * share)], "ms")


def state(server):
    return server.api().call("listAMQPTargets")["amqptarget"][0]["state"]


def run(options, folder):
    broker = Broker(os.path.join(folder, "broker"))
    broker.start()
    file = os.path.join(folder, "petrel.yaml")
    with open(file, "w", encoding="utf-8") as settings:
        settings.write(TARGET.format(port=broker.port))
    servers = {
        "without amqp": Server(options.petrel, os.path.join(folder, "without"),
                               ["--set", "plugins.amqp.enabled=false"]),
        "with amqp": Server(options.petrel, os.path.join(folder, "with"), ["--config", file]),
    }
    try:
        for server in servers.values():
            os.makedirs(server.folder)
            server.start()
        callers = {name: Caller(server) for name, server in servers.items()}
        publisher = servers["with amqp"]
        for caller in callers.values():
            for _ in range(50):
                caller.call()
        wait_for(lambda: state(publisher) == "Running", "the target to run")
        measure("broker well", callers, options.calls)
        broker.control("set_vm_memory_high_watermark", "absolute", "1MB")
        callers["with amqp"].call()
        wait_for(lambda: state(publisher) == "Blocked", "the target to be blocked")
        measure("broker in need", callers, options.calls)
        broker.stop()
        wait_for(lambda: state(publisher) == "Waiting", "the target to wait")
        measure("broker stopped", callers, options.calls)
    finally:
        for server in servers.values():
            if server.process and server.process.poll() is None:
                server.kill()
        if broker.process.poll() is None:
            broker.stop()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("petrel")
    arguments.add_argument("--calls", type=int, default=1_000)
    options = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="petrel-broker-")
    try:
        run(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
