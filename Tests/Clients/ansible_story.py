"""Ansible with the collection ngine_io.cloudstack: a tenant's things are declared, declared again, and taken away."""

import os
import re
import subprocess
import sys

from story import demand, equal

HERE = os.path.dirname(os.path.abspath(__file__))


def tell(server):
    first = play(server, "there.yml")
    demand(first["changed"] >= 9, f"the first play makes things: {first}")
    again = play(server, "there.yml")
    equal(again["changed"], 0, "changes of the second play")
    gone = play(server, "gone.yml")
    equal(gone["changed"], gone["ok"], "changes of the last play")


def play(server, name):
    """Plays a book, and gives Ansible's own counts."""
    folder = os.path.dirname(os.path.dirname(sys.executable))
    environment = dict(
        os.environ, CLOUDSTACK_ENDPOINT=server.ready["url"] + "/client/api",
        CLOUDSTACK_KEY=server.ready["apiKey"], CLOUDSTACK_SECRET=server.ready["secretKey"],
        ANSIBLE_COLLECTIONS_PATH=os.path.join(folder, "collections"), ANSIBLE_HOME=os.path.join(folder, "ansible"),
        ANSIBLE_LOCALHOST_WARNING="false", ANSIBLE_INVENTORY_UNPARSED_WARNING="false", LC_ALL="C.UTF-8",
    )
    done = subprocess.run(
        [os.path.join(folder, "bin", "ansible-playbook"), "-e", f"ansible_python_interpreter={sys.executable}",
         os.path.join(HERE, "ansible", name)],
        env=environment, capture_output=True, text=True, timeout=300,
    )
    demand(done.returncode == 0, f"{name} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
    return {key: int(count) for key, count in re.findall(r"(\w+)=(\d+)", done.stdout.rsplit("PLAY RECAP", 1)[1])}
