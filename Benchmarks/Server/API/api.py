#!/usr/bin/env python3
"""Measures a server from outside: start, memory, requests a second, state changes through the API.

    api.py PATH_OF_PETREL [--machines 400] [--seconds 8]

Prints lines of name, number and unit, as the other benchmarks do. Needs wrk.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request


class Server:
    """The binary at work in a folder of its own."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.ready = os.path.join(folder, "ready.json")

    def start(self):
        if os.path.exists(self.ready):
            os.unlink(self.ready)
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data-dir", os.path.join(self.folder, "data"),
             "--listen", "127.0.0.1:0", "--ready-file", self.ready,
             # One key asks more often here than a server lets anybody.
             "--set", "limits.calls-per-second=1000000"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not os.path.exists(self.ready):
            if self.process.poll() is not None:
                raise SystemExit("the server ended with %s" % self.process.returncode)
            time.sleep(0.001)
        with open(self.ready) as file:
            self.facts = json.load(file)
        urllib.request.urlopen(self.facts["url"] + "/healthz").read()
        return (time.perf_counter() - began) * 1000

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    def mebibytes(self):
        with open("/proc/%d/status" % self.process.pid) as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024

    def processor(self):
        """The processor time it has used so far, in seconds."""
        with open("/proc/%d/stat" % self.process.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def path(self, command, **parameters):
        parameters.update(command=command, response="json", apikey=self.facts["apiKey"])
        quoted = lambda text: urllib.parse.quote(str(text), safe="*")
        pairs = sorted((name.lower(), quoted(value)) for name, value in parameters.items())
        text = "&".join("%s=%s" % pair for pair in pairs).lower()
        digest = hmac.new(self.facts["secretKey"].encode(), text.encode(), hashlib.sha1).digest()
        query = "&".join("%s=%s" % pair for pair in pairs)
        return "/client/api?%s&signature=%s" % (
            query, urllib.parse.quote(base64.b64encode(digest), safe=""))

    def call(self, command, **parameters):
        with urllib.request.urlopen(self.facts["url"] + self.path(command, **parameters)) as answer:
            return list(json.load(answer).values())[0]

    def job(self, command, **parameters):
        job = self.call(command, **parameters)["jobid"]
        while True:
            answer = self.call("queryAsyncJobResult", jobid=job)
            if answer["jobstatus"]:
                if answer["jobstatus"] == 2:
                    raise SystemExit("%s: %s" % (command, answer["jobresult"]))
                return answer["jobresult"]
            time.sleep(0.01)


def wrk(server, seconds, paths, folder, connections=64):
    """Requests a second, median and p99 in milliseconds, and how many answers were errors."""
    listed = os.path.join(folder, "paths")
    with open(listed, "w") as file:
        file.write("\n".join(paths) + "\n")
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "replay.lua")
    output = subprocess.run(
        ["wrk", "-t2", "-c%d" % connections, "-d%ds" % seconds, "--latency", "-s", script,
         server.facts["url"]],
        env=dict(os.environ, PETREL_PATHS=listed), capture_output=True, text=True, check=True).stdout
    unit = {"us": 0.001, "ms": 1, "s": 1000}
    quantile = {
        name: float(number) * unit[scale]
        for name, number, scale in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)\b", output)}
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    pace = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    return pace, quantile["50"], quantile["99"], int(failed.group(1)) if failed else 0


def reading(server, options, name, paths, folder):
    """Reports requests a second, how long they take, and what each costs the server."""
    before = server.processor()
    pace, median, p99, failed = wrk(server, options.seconds, paths, folder)
    if failed:
        raise SystemExit("%s: %d requests were refused or failed" % (name, failed))
    report(name, pace, "requests/s")
    report(name + ", median", median, "ms")
    report(name + ", p99", p99, "ms")
    used = (server.processor() - before) / (pace * options.seconds)
    report(name + ", processor time", used * 1_000_000, "µs")


def report(name, value, unit):
    print("%-52s%12.1f %s" % (name, value, unit), flush=True)


def changes(server):
    """How many events the ledger has, from its own count."""
    return server.call("listEvents", page=1, pagesize=1).get("count", 0)


def machines(server, count):
    """That many running machines."""
    zone = server.call("listZones")["zone"][0]["id"]
    template = server.call("listTemplates", templatefilter="featured")["template"][0]["id"]
    offerings = server.call("listServiceOfferings")["serviceoffering"]
    offering = min(offerings, key=lambda offering: (offering["memory"], offering["cpunumber"]))["id"]
    jobs = [
        server.call("deployVirtualMachine", zoneid=zone, templateid=template,
                    serviceofferingid=offering, name="bench-%d" % number, startvm="false")
        for number in range(count)]
    for job in jobs:
        while not server.call("queryAsyncJobResult", jobid=job["jobid"])["jobstatus"]:
            time.sleep(0.01)
    return [job["id"] for job in jobs]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("petrel")
    parser.add_argument("--machines", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--reading", action="store_true", help="change nothing, only ask")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(options.petrel, folder)
        report("petrel serve to first answer, new folder", server.start(), "ms")
        report("memory at idle, new folder, while it starts", server.mebibytes(), "MiB")
        time.sleep(10)
        report("memory at idle, new folder", server.mebibytes(), "MiB")
        server.stop()
        report("petrel serve to first answer, existing folder", server.start(), "ms")
        time.sleep(10)
        report("memory at idle", server.mebibytes(), "MiB")

        reading(server, options, "/healthz", ["/healthz"], folder)
        reading(server, options, "listCapabilities, signed",
                [server.path("listCapabilities")], folder)
        reading(server, options, "listZones, signed", [server.path("listZones")], folder)
        ids = machines(server, options.machines)
        for size in 20, 500:
            reading(server, options, "listEvents, pages of %d" % size,
                    [server.path("listEvents", page=1, pagesize=size)], folder)

        if options.reading:
            return server.stop()
        turns = [server.path("startVirtualMachine", id=id) for id in ids]
        turns += [server.path("stopVirtualMachine", id=id) for id in ids]
        before, began = metric(server), time.perf_counter()
        pace, median, p99, failed = wrk(server, options.seconds, turns, folder)
        took = time.perf_counter() - began
        report("start and stop through the API", pace, "requests/s")
        report("start and stop, median", median, "ms")
        report("start and stop, p99", p99, "ms")
        report("events committed meanwhile", (metric(server) - before) / took, "events/s")
        report("memory after that", server.mebibytes(), "MiB")
        server.stop()


def metric(server):
    """The ledger's last sequence."""
    with urllib.request.urlopen(server.facts["url"] + "/metrics") as answer:
        text = answer.read().decode()
    return float(re.search(r"^petrel_ledger_last_sequence\s+(\S+)", text, re.M).group(1))


main()
