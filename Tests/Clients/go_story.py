"""The Go client, as the distribution has it: a machine's life, and every list, in its strict types."""

import os
import subprocess
import sys

from story import demand

HERE = os.path.dirname(os.path.abspath(__file__))


def tell(server):
    folder = os.path.join(os.path.dirname(os.path.dirname(sys.executable)), "go")
    os.makedirs(folder, exist_ok=True)
    program = os.path.join(folder, "life")
    # The distribution's libraries for Go lie where the older way of building looks for them.
    environment = dict(
        os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOCACHE=os.path.join(folder, "cache"), GOFLAGS="")
    run(["go", "build", "-o", program, os.path.join(HERE, "go", "life.go")], environment)
    run([program, server.ready["url"], server.ready["apiKey"], server.ready["secretKey"]], environment)


def run(command, environment):
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    demand(done.returncode == 0, f"{command[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
