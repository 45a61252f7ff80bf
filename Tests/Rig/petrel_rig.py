"""The real server as a process, and a client that speaks to it as any client would: signed requests over sockets.

Shares nothing with the server's code and needs Python's standard library only.
"""

import atexit
import base64
import hashlib
import hmac
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

#: Long enough for a debug build on a busy machine; nobody waits this long when all is well.
PATIENCE = 60


# A rig that is told to end, as by a time limit, cleans up like one that fails.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


class Server:
    """A server that is started, stopped and killed on one data folder; one of its own goes when the rig ends."""

    def __init__(self, program, folder=None, settings=(), port=0):
        #: 0 is another free one at each start.
        self.port = port
        self.program = os.path.abspath(program)
        self.folder = folder or tempfile.mkdtemp(prefix="petrel-server-")
        self.is_left = folder is not None
        atexit.register(self.clear)
        self.settings = list(settings)
        self.data = os.path.join(self.folder, "data")
        self.log = os.path.join(self.folder, "log")
        self.process = None
        #: What the file said that is written once the server answers.
        self.ready = {}

    @property
    def ledger(self):
        return os.path.join(self.data, "petrel.db")

    def launch(self):
        """Starts the process and does not wait until it answers."""
        self.ready_file = os.path.join(self.folder, "ready")
        if os.path.exists(self.ready_file):
            os.remove(self.ready_file)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--data-dir", self.data, "--listen", f"127.0.0.1:{self.port}"]
                + ["--ready-file", self.ready_file, *self.settings],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=dict(os.environ, SWIFT_BACKTRACE="enable=no"),
            )

    def await_ready(self):
        """Waits until it answers; says how many seconds that took since it was launched."""
        began = time.monotonic()
        while True:
            ready = self.read_ready_file()
            if ready:
                # A password is told once, at the first start.
                self.ready |= ready
                return time.monotonic() - began
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.last_words()}")
            if time.monotonic() > began + PATIENCE:
                raise RuntimeError(f"the server does not answer after {PATIENCE} s:\n{self.last_words()}")
            time.sleep(0.002)

    def read_ready_file(self):
        try:
            with open(self.ready_file, encoding="utf-8") as file:
                return json.load(file)
        except (FileNotFoundError, ValueError):
            return None

    def start(self):
        self.launch()
        return self.await_ready()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks it to stop; gives its exit status and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=PATIENCE)
        return status, time.monotonic() - began

    def clear(self):
        """What still runs is ended, and the folder removed."""
        if self.process and self.process.poll() is None:
            self.kill()
        if not self.is_left:
            shutil.rmtree(self.folder, ignore_errors=True)

    def leave(self):
        """Leaves the folder for somebody to look at."""
        self.is_left = True
        print(f"what is left to look at: {self.folder}", file=sys.stderr)

    def last_words(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()[-3000:]

    def memory(self):
        """Resident kilobytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return int(next(line for line in file if line.startswith("VmRSS:")).split()[1])

    @property
    def address(self):
        parts = urllib.parse.urlsplit(self.ready["url"])
        return parts.hostname, parts.port

    def api(self, key=None, secret=None):
        return Api(self.address, key or self.ready["apiKey"], secret or self.ready["secretKey"])


class Refused(Exception):
    """The server's answer was an error."""

    def __init__(self, status, code, text):
        super().__init__(f"{status}, {code}: {text}")
        self.status = status
        self.code = code
        self.text = text


class Broken(Exception):
    """No whole answer came, so nobody knows whether it was done."""


class Api:
    """One connection that is kept open. Not for several threads."""

    def __init__(self, address, key, secret):
        self.key = key
        self.secret = secret
        self.connection = http.client.HTTPConnection(*address, timeout=PATIENCE)

    def sign(self, parameters):
        """The query with its signature: HMAC-SHA1 over the sorted, encoded, lower-case text."""
        text = "&".join(
            f"{name}={urllib.parse.quote(str(value), safe='*')}" for name, value in sorted(parameters.items())
        )
        digest = hmac.new(self.secret.encode(), text.lower().encode(), hashlib.sha1).digest()
        return text + "&signature=" + urllib.parse.quote(base64.b64encode(digest), safe="")

    def call(self, command, method="GET", **parameters):
        """What the envelope of the answer holds."""
        parameters |= {"command": command, "apiKey": self.key, "response": "json"}
        status, body = self.send(method, self.sign(parameters))
        try:
            answer = json.loads(body)
            (content,) = answer.values()
        except ValueError:
            raise Broken(f"{command}: {status} with {body[:200]}") from None
        if status != 200:
            raise Refused(status, content.get("errorcode"), content.get("errortext"))
        return content

    def send(self, method, query):
        target, body, headers = "/client/api?" + query, None, {}
        if method == "POST":
            target, body = "/client/api", query
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.connection.request(method, target, body, headers)
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            raise Broken(str(error)) from None

    def wait(self, job, pause=0.01):
        """The outcome of a job: its status, 1 or 2, and its result."""
        while True:
            answer = self.call("queryAsyncJobResult", jobid=job)
            if answer["jobstatus"] != 0:
                return answer["jobstatus"], answer["jobresult"]
            time.sleep(pause)

    def do(self, command, **parameters):
        """An asynchronous command up to its end; the object of its result."""
        status, result = self.wait(self.call(command, **parameters)["jobid"])
        if status != 1:
            raise Refused(200, result.get("errorcode"), result.get("errortext"))
        return next(iter(result.values()))

    def all(self, command, **parameters):
        """Every object of a list, page by page."""
        found, page = [], 1
        while True:
            content = self.call(command, page=page, pagesize=500, **parameters)
            objects = next((value for name, value in content.items() if name != "count"), [])
            found += objects
            if len(found) >= content.get("count", 0) or not objects:
                return found
            page += 1


class Tenant:
    """An account of its own with a user and keys."""

    is_administrator = False

    def __init__(self, admin, name):
        account = admin.call(
            "createAccount", method="POST", accounttype=0, username=name, password="Secret-12345",
            email=f"{name}@example.com", firstname=name, lastname="Tester", account=name,
        )["account"]
        self.name = name
        self.account = account["id"]
        keys = admin.call("registerUserKeys", method="POST", id=account["user"][0]["id"])["userkeys"]
        self.key, self.secret = keys["apikey"], keys["secretkey"]


class Offer:
    """The ready-made zone: what machines are made of."""

    def __init__(self, api):
        self.zone = api.call("listZones")["zone"][0]["id"]
        self.template = api.call("listTemplates", templatefilter="executable")["template"][0]["id"]
        offerings = api.call("listServiceOfferings")["serviceoffering"]
        self.service = min(offerings, key=lambda o: (o["memory"], o["cpunumber"]))["id"]
        disks = api.call("listDiskOfferings")["diskoffering"]
        self.disk = next(disk["id"] for disk in disks if not disk["iscustomized"])


class Several:
    """Functions on threads of their own; the first one that fails is what joining them raises."""

    def __init__(self, functions):
        self.failure = None
        self.threads = [threading.Thread(target=self.run, args=(function,)) for function in functions]
        for thread in self.threads:
            thread.start()

    def run(self, function):
        try:
            function()
        except BaseException as error:  # noqa: BLE001: raised again by join
            self.failure = self.failure or error

    def join(self):
        for thread in self.threads:
            thread.join()
        if self.failure:
            raise self.failure
