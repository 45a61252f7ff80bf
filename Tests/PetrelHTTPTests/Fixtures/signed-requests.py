"""Writes signed-requests.jsonl: requests as cs 5.2.0 and apache-libcloud 3.9.1 sign and send them.

Each client builds, signs and encodes a call by itself; its connection is replaced, and the address
and form that it would have sent are kept, with the secret and what was meant. The parameters come
from a seed; cs puts the time of the day into what it signs, so its lines differ from run to run.

    pip install cs==5.2.0 apache-libcloud==3.9.1
    python signed-requests.py 300 signed-requests.jsonl
"""

import json
import random
import sys
from urllib.parse import urlsplit

import cs
from libcloud.common.cloudstack import CloudStackConnection

LETTERS = "abcXYZ019"
MARKS = " +*~[]%&=/?#:;,.@!'()\"<>|\\^`{}$-_\n"
WIDE = "äßéñ中文日本Ωж🚀"
NAMES = (
    "name displayname zoneId virtualMachineId keyword userdata diskOfferingId serviceofferingid "
    "domainid account Zone zoneid2 listAll details[0].cpuNumber tags[0].key tags[0].value "
    "tags[1].key tags[1].value iptonetworklist[0].networkid templatefilter Name2 networkIds "
    "networkids2"
).split()

source = random.Random(20261122)


class Caught(Exception):
    """The request is complete and need not go anywhere."""


def text(alphabet, most=12):
    return "".join(source.choice(source.choice(alphabet)) for _ in range(source.randrange(most)))


def parameters():
    names = source.sample(NAMES, source.randrange(8))
    return {name: text([LETTERS, LETTERS, MARKS, WIDE]) for name in names}


def line(client, url, form, secret, meant):
    return {
        "client": client,
        "query": urlsplit(url).query,
        "form": form or "",
        "secret": secret,
        "parameters": meant,
    }


def by_cs(method):
    meant, secret = parameters(), "s" + text([LETTERS, "-_"], 40)
    client = cs.CloudStack("http://127.0.0.1/client/api", "k&" + text([LETTERS]), secret, method=method)
    caught = []

    def send(request, **_):
        caught.append(request)
        raise Caught

    client.session.send = send
    try:
        client.listVirtualMachines(**meant)
    except Caught:
        pass
    return line("cs", caught[0].url, caught[0].body, secret, meant)


def by_libcloud():
    meant, secret = parameters(), "s" + text([LETTERS, "-_"], 40)
    connection = CloudStackConnection("k" + text([LETTERS]), secret, secure=False, host="127.0.0.1")
    caught = []

    class Wire:
        def request(self, method, url, **_):
            caught.append(url)
            raise Caught

        def prepared_request(self, method, url, **_):
            self.request(method, url)

    connection.connection, connection.connect = Wire(), lambda *_, **__: None
    call = {"command": "listVirtualMachines", "response": "json"}
    try:
        connection.request("/client/api", params=meant | call)
    except Caught:
        pass
    return line("libcloud", caught[0], "", secret, meant)


if __name__ == "__main__":
    count = int(sys.argv[1])
    requests = [by_cs("get" if number % 3 else "post") for number in range(count)]
    requests += [by_libcloud() for _ in range(count)]
    with open(sys.argv[2], "w") as out:
        for request in requests:
            out.write(json.dumps(request, separators=(",", ":")) + "\n")
