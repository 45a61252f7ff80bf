"""A network of this process alone, in which every address there is leads to one listener, and every packet to a
forbidden network is counted. To be used in namespaces of its own: `unshare --net --mount`.
"""

import json
import os
import socket
import subprocess
import tempfile

import ranges

#: What the rig itself sends bears it, and is neither counted nor turned.
MARK = 1
#: Where a connection is refused, and where it is never answered.
REFUSES, SILENT = "10.66.0.0/16", "10.67.0.0/16"


def run(*command, text=None):
    subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.DEVNULL)


class Network:
    def __init__(self, canary_port):
        self.counters = {f"n{number}": network for number, network in enumerate(ranges.watched())}
        run("ip", "link", "set", "lo", "up")
        for family in ("-4", "-6"):
            run("ip", family, "route", "add", "local", "default", "dev", "lo")
        run("ip", "address", "add", ranges.OWN + "/32", "dev", "lo")
        run("nft", "-f", "-", text=self.rules(canary_port))
        self.name()

    def rules(self, canary_port):
        """Counters see a packet before it is turned to the listener."""
        def family(network):
            return "ip6" if ":" in network else "ip"

        counters = "\n".join(f"counter {name} {{ }}" for name in self.counters)
        counts = "\n".join(
            f"{family(network)} daddr {network} counter name {name}" for name, network in self.counters.items())
        return f"""
            table inet watch {{
                {counters}
                chain counts {{
                    type filter hook output priority -150;
                    meta mark {MARK} accept
                    ct direction reply accept
                    {counts}
                    ip daddr {REFUSES} meta l4proto tcp reject with tcp reset
                    ip daddr {SILENT} drop
                }}
                chain turns {{
                    type nat hook output priority -100;
                    meta mark {MARK} accept
                    ip daddr {ranges.NAMESERVER} accept
                    meta l4proto tcp redirect to :{canary_port}
                }}
            }}"""

    def name(self):
        """One name server, a domain to be searched, and a file of names, in this process's view of the files only."""
        files = {
            "/etc/resolv.conf":
                f"nameserver {ranges.NAMESERVER}\nsearch inside.example.net\noptions timeout:3 attempts:4\n",
            "/etc/hosts": "127.0.0.1 localhost\n10.4.4.4 listed.example.net\n",
            "/etc/nsswitch.conf": "hosts: files dns\n",
        }
        run("mount", "--make-rprivate", "/")
        for path, text in files.items():
            with tempfile.NamedTemporaryFile("w", delete=False) as file:
                file.write(text)
            os.chmod(file.name, 0o644)
            run("mount", "--bind", file.name, path)
            os.unlink(file.name)

    def packets(self):
        """How many went to each forbidden network."""
        listed = subprocess.run(
            ["nft", "-j", "list", "counters", "table", "inet", "watch"], capture_output=True, check=True).stdout
        counters = (entry["counter"] for entry in json.loads(listed)["nftables"] if "counter" in entry)
        return {self.counters[one["name"]]: one["packets"] for one in counters if one["packets"]}

    def reset(self):
        run("nft", "reset", "counters", "table", "inet", "watch")


def connect(address, timeout=None, source_address=None):
    """A connection of the rig's own."""
    connection = socket.socket(socket.AF_INET)
    connection.settimeout(60)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, MARK)
    connection.connect(address)
    return connection
