"""rabbitmq_rig.py PROGRAM …: runs a program with a RabbitMQ of its own; `{port}` among its arguments becomes the port.

The broker lives on free ports of this machine and in a temporary folder, and leaves nothing behind.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

#: Long enough for a busy machine; nobody waits this long when all is well.
PATIENCE = 300


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Broker:
    """A RabbitMQ of our own in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.port, distribution, names = free_ports(3)
        for name in ("home", "mnesia", "log"):
            os.makedirs(os.path.join(folder, name))
        with open(os.path.join(folder, "rabbitmq.conf"), "w", encoding="utf-8") as file:
            file.write("loopback_users = none\nvm_memory_high_watermark.absolute = 2GB\n")
            file.write("disk_free_limit.absolute = 50MB\n")
        with open(os.path.join(folder, "plugins"), "w", encoding="utf-8") as file:
            file.write("[].")
        libraries = "/usr/lib/rabbitmq/lib"
        release = next(name for name in sorted(os.listdir(libraries)) if name.startswith("rabbitmq_server-"))
        self.tools = os.path.join(libraries, release, "sbin")
        self.environment = dict(
            os.environ, HOME=f"{folder}/home", RABBITMQ_NODENAME=f"proof{self.port}@localhost",
            RABBITMQ_NODE_IP_ADDRESS="127.0.0.1", RABBITMQ_NODE_PORT=str(self.port),
            RABBITMQ_DIST_PORT=str(distribution), ERL_EPMD_PORT=str(names), ERL_EPMD_ADDRESS="127.0.0.1",
            RABBITMQ_MNESIA_BASE=f"{folder}/mnesia", RABBITMQ_LOG_BASE=f"{folder}/log",
            RABBITMQ_PID_FILE=f"{folder}/pid", RABBITMQ_ENABLED_PLUGINS_FILE=f"{folder}/plugins",
            RABBITMQ_CONFIG_FILE=f"{folder}/rabbitmq", RABBITMQ_CONF_ENV_FILE=f"{folder}/none",
            RABBITMQ_FEATURE_FLAGS="",
            RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}",
        )

    def start(self):
        with open(os.path.join(self.folder, "out"), "ab") as out:
            self.process = subprocess.Popen(
                [os.path.join(self.tools, "rabbitmq-server")], stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                env=self.environment, start_new_session=True,
            )
        wait_for(lambda: can_connect(self.port), "the broker to start")

    def control(self, *words):
        subprocess.run(
            [os.path.join(self.tools, "rabbitmqctl"), *words], env=self.environment, check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
        )

    def restart(self, brutally):
        if brutally:
            self.number(signal.SIGKILL)
            self.process.wait()
            self.start()
        else:
            self.control("stop_app")
            self.control("start_app")

    def number(self, what):
        with open(os.path.join(self.folder, "pid"), encoding="utf-8") as file:
            os.kill(int(file.read()), what)

    def stop(self):
        self.number(signal.SIGKILL)
        self.process.wait()
        subprocess.run(["epmd", "-kill"], env=self.environment, check=False, stdout=subprocess.DEVNULL)


def can_connect(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def wait_for(is_so, what):
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise RuntimeError(f"waited {PATIENCE} s for {what}")
        time.sleep(0.05)


def main():
    folder = tempfile.mkdtemp(prefix="petrel-rabbitmq-")
    broker = Broker(os.path.join(folder, "broker"))
    broker.start()
    try:
        sys.exit(subprocess.call([word.replace("{port}", str(broker.port)) for word in sys.argv[1:]]))
    finally:
        broker.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
