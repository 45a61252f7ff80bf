"""CloudMonkey, as its users type: it learns the commands from the server, and a machine lives."""

import json
import os
import re
import subprocess
import sys
import tempfile

from story import demand, equal


def tell(server):
    with tempfile.TemporaryDirectory(prefix="cloudmonkey-") as home:
        Monkey(server, home).live()


class Monkey:
    def __init__(self, server, home):
        self.home = home
        for name, value in [
            ("url", server.ready["url"] + "/client/api"), ("apikey", server.ready["apiKey"]),
            ("secretkey", server.ready["secretKey"]), ("display", "json"), ("color", "false"),
        ]:
            self.type(f"set {name} {value}")
        said = self.type("sync")
        demand("APIs discovered and cached" in said, f"it learns the commands: {said}")

    def live(self):
        zone = self.ask("list zones")["zone"][0]["id"]
        template = self.ask("list templates templatefilter=executable")["template"][0]["id"]
        offering = self.ask("list serviceofferings")["serviceoffering"][0]["id"]
        # It waits for the job by itself, and shows what came of it.
        made = self.ask(
            f"deploy virtualmachine zoneid={zone} templateid={template} serviceofferingid={offering} name=monkey"
        )["jobresult"]["virtualmachine"]
        equal(made["state"], "Running", "a machine that CloudMonkey has deployed")
        stopped = self.ask(f"stop virtualmachine id={made['id']}")["jobresult"]["virtualmachine"]
        equal(stopped["state"], "Stopped", "the same, stopped")
        listed = self.ask("list virtualmachines name=monkey filter=id,state")
        equal(listed["virtualmachine"], [{"id": made["id"], "state": "Stopped"}], "what its filter leaves")
        events = self.ask("list events listall=true page=1 pagesize=500")["event"]
        kinds = {event["type"] for event in events if event.get("resourceid") == made["id"]}
        demand({"VM.CREATE", "VM.STOP"} <= kinds, f"its events: {kinds}")
        self.ask(f"destroy virtualmachine id={made['id']} expunge=true")
        said = self.type(f"start virtualmachine id={made['id']}", ends=1)
        demand("Error 431" in said and '"errortext"' in said, f"what is refused says so: {said}")

    def ask(self, line):
        said = self.type(line)
        try:
            # A wheel turns before the answer while it waits for a job.
            return json.loads(said[said.index("{"):])
        except ValueError:
            raise AssertionError(f"{line} gave {said}") from None

    def type(self, line, ends=0):
        place = os.path.join(os.path.dirname(os.path.dirname(sys.executable)), "cloudmonkey")
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", "from cloudmonkey import cloudmonkey; cloudmonkey.main()", *line.split()],
            cwd=place, env=dict(os.environ, HOME=self.home, LC_ALL="C.UTF-8"), capture_output=True, text=True, timeout=120,
        )
        demand(done.returncode == ends, f"{line} ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-1500:]}")
        return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
