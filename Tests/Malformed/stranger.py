"""Requests that no well-meaning client sends, drawn from a seed: each is the bytes of one request."""

import base64
import hashlib
import hmac
import json
from urllib.parse import quote

TEXTS = [
    "", " ", "a", "0", "-1", "1", "true", "True", "null", "undefined", "NaN", "Infinity", "-0", "1e308", "0x10", "007",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "99999999999999999999999999", "1.5", "٣",
    "%", "%%", "%zz", "%00", "\0", "a\0b", "\r\n", "a\r\nSet-Cookie: x=y", "\x7f", "\x1b[31m", "\ufeff", "\u202e",
    "<", "&", "<x>&amp;</x>", "]]>", "<![CDATA[", "<!DOCTYPE x [<!ENTITY a 'b'>]>", '"', "\\", "'", "';--", "' OR '1'='1",
    "../../etc/passwd", "file:///etc/passwd", "http://169.254.169.254/", "{{7*7}}", "${jndi:ldap://x}", "*", "#", "a.b.*",
    "ä", "ﬀ", "İ", "ß", "😀", "e\u0301", "\ud800", "\uffff", "\U0010ffff", "a,b,,c", ",", ",,,,", "[0]", "a[0].b", "=", "&&",
    "2026-13-45", "2026-11-22T17:00:00+0000", "0000-00-00", "1969-12-31", "9999-12-31T23:59:59Z", "+", "a+b", "~*[]",
    "00000000-0000-0000-0000-000000000000", "00000000-0000-4000-8000-00000000000g", "all", "executable", "Running",
]
NAMES = [
    "id", "ids", "name", "keyword", "page", "pagesize", "listall", "account", "domainid", "isrecursive", "projectid",
    "zoneid", "templateid", "serviceofferingid", "tags[0].key", "tags[0].value", "tags[999999999].key", "tags[-1].key",
    "tags[a].key", "tags[].key", "tags[0]", "tags[0][0].key", "details[0].cpuNumber", "startdate", "enddate", "type", "level",
    "state", "resourceid", "resourcetype", "response", "command", "apikey", "APIKEY", "signature", "signatureversion",
    "expires", "sessionkey", "username", "password", "userdata", "size", "virtualmachineid", "networkids", "", " ", "\0", "ä",
    "response[0]", "__proto__", "a" * 300, "filter", "details", "templatefilter", "jobid", "after", "limit", "pattern", "cursor",
]
PAGES = ["-1", "0", "1", "2", "500", "501", "1000000", "2147483648", "9223372036854775807", "9223372036854775808", "1.0", "", " 1"]
PATHS = [
    "/client/api", "/client/api/", "/client/api//", "/client//api", "/client/api/..", "/client/api%2f", "/client/api;x=y", "/",
    "//", "/client", "/CLIENT/API", "*", "/openapi.json", "/healthz", "/readyz", "/metrics", "/v1/events", "/v1/events/",
    "/v1/events/x", "/v1/events/stream", "/v1/resources/x/timeline", "/v1/resources/%00/timeline", "/v1/resources//timeline",
    "/v1", "/%", "/%zz", "/%c0%af", "/\u00e4", "/..%2f..%2fetc/passwd", "/" + "a/" * 500,
]
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "get", "BREW", "G\u00cb T", ""]
TYPES = [
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16", "application/json", "text/xml",
    "multipart/form-data; boundary=x", "multipart/form-data", "", "x", "application/json;" + "a" * 500,
]


class Stranger:
    """Somebody with keys of their own who knows the ids of others, and does not behave."""

    def __init__(self, chance, key, secret, commands, ids, common):
        self.chance = chance
        self.key = key
        self.secret = secret
        # The description of all commands is long, and says the same each time.
        self.commands = [command for command in commands if command["name"] != "listApis"]
        #: What belongs to somebody else, and what everybody may use.
        self.ids = ids
        self.common = common

    def next(self):
        """The bytes of a request, its method, and whether the answer is for a signed call."""
        kinds = (self.call, self.call, self.call, self.signature, self.paging, self.native, self.body, self.junk)
        return self.chance.choice(kinds)()

    # Parts

    def text(self, name=""):
        """A value for a parameter. Ids of others go only where an id belongs: in a name of one's own they would come
        back, and look like a leak."""
        draw = self.chance.random()
        if draw < 0.4 and name.lower().endswith(("id", "ids")):
            return self.chance.choice(self.ids)
        if draw < 0.20:
            return "".join(chr(self.chance.choice([0, 9, 10, 32, 37, 38, 60, 127, 228, 0x2028, 0x1F600])) for _ in range(8))
        if draw < 0.22:
            return self.chance.choice("a9%ä") * self.chance.choice([100, 100, 100, 1_000, 10_000])
        return self.chance.choice(TEXTS)

    def parameters(self, command):
        """Some of a command's own parameters and some of nobody's."""
        sense = self.chance.choice([0.0, 0.7, 0.95])
        pairs = [
            (
                parameter["name"],
                self.value(parameter) if self.chance.random() < sense else self.text(parameter["name"]),
            )
            for parameter in command["params"]
            if self.chance.random() < (0.95 if parameter["required"] else 0.2)
        ]
        names = [self.chance.choice(NAMES) for _ in range(self.chance.randint(0, 2))]
        pairs += [(name, self.text(name)) for name in names]
        if self.chance.random() < 0.1 and pairs:
            pairs.append((pairs[0][0].swapcase(), self.text()))
        return pairs

    def signed(self, pairs, **changes):
        """A query with a good signature, as far as what is signed can be read at all."""
        pairs = [*pairs, ("apiKey", changes.get("key", self.key))]
        if self.chance.random() < 0.8:
            pairs.append(("response", self.chance.choice(["json", "json", "xml", "XML", "yaml", ""])))
        first = {}
        for name, value in pairs:
            first.setdefault(name, value)
        text = "&".join(f"{name}={encoded(value)}" for name, value in sorted(first.items()))
        digest = hmac.new(changes.get("secret", self.secret).encode("utf-8", "replace"), text.lower().encode("utf-8", "replace"), hashlib.sha1)
        query = "&".join(f"{encoded(name, safe='[]')}={encoded(value)}" for name, value in pairs)
        signature = changes.get("signature", base64.b64encode(digest.digest()).decode())
        return f"{query}&signature={encoded(signature)}"

    def request(self, method, target, headers=(), body=b""):
        lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", *headers]
        if body or method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines) + "\r\n\r\n"
        return head.encode("utf-8", "replace") + body, method.encode("utf-8")

    def value(self, parameter):
        """What the parameter is meant to take, though hardly what was meant by it."""
        kind = parameter["type"]
        if parameter["name"] == "templatefilter":
            return self.chance.choice(["all", "self", "featured", "executable"])
        if parameter["name"] == "resourcetype":
            return self.chance.choice(["UserVm", "VirtualMachine", "Volume", "Snapshot", "0", "1"])
        if kind == "uuid" or parameter["name"].endswith(("id", "ids")):
            return self.chance.choice(self.chance.choice([self.ids, self.common]))
        if kind == "boolean":
            return self.chance.choice(["true", "false"])
        if kind in ("integer", "long", "short", "int"):
            return str(self.chance.choice([0, 1, 2, 5, 500, 1_000]))
        if kind == "date":
            return self.chance.choice(["2026-11-22", "2020-01-01T00:00:00+0000", "2030-01-01 00:00:00"])
        return self.chance.choice(["a", "stranger", "Running", "VM.CREATE", "Admin", "b c"])

    # Whole requests

    def call(self):
        """A good signature over bad parameters."""
        command = self.chance.choice(self.commands)
        query = self.signed([("command", command["name"]), *self.parameters(command)])
        if self.chance.random() < 0.4:
            header = f"Content-Type: {TYPES[0]}"
            return self.request("POST", "/client/api", [header], query.encode("utf-8", "replace"))
        return self.request("GET", "/client/api?" + query)

    def signature(self):
        """Bad signatures over good parameters."""
        command = ("command", self.chance.choice(self.commands)["name"])
        good = self.signed([command])
        draw = self.chance.randint(0, 9)
        if draw == 0:
            query = self.signed([command], secret=self.text() or "x")
        elif draw == 1:
            query = self.signed([command], signature=self.text())
        elif draw == 2:
            query = self.signed([command], key=self.text())
        elif draw == 3:
            query = good + "&signature=" + encoded(self.text())
        elif draw == 4:
            query = good[: self.chance.randrange(len(good))]
        elif draw == 5:
            query = self.signed([command, ("signatureVersion", self.text()), ("expires", self.text())])
        elif draw == 6:
            place = self.chance.randrange(len(good))
            query = good[:place] + chr(self.chance.randrange(33, 127)) + good[place + 1 :]
        elif draw == 7:
            query = f"command={command[1]}&sessionkey={encoded(self.text())}&response=json"
        elif draw == 8 and self.chance.random() < 0.05:
            # Few of these: a password is slow to check on purpose.
            form = f"command=login&username={encoded(self.text())}&password={encoded(self.text())}&response=json"
            return self.request("POST", "/client/api", [f"Content-Type: {TYPES[0]}"], form.encode("utf-8", "replace"))
        else:
            query = good.replace("&", self.chance.choice(["&&", ";", "&amp;", "%26", "&=&", "&x&"]))
        return self.request("GET", "/client/api?" + query)

    def paging(self):
        """Pages that are not there, of every list."""
        lists = [command for command in self.commands if command["name"].startswith("list")]
        command = self.chance.choice(lists)
        pairs = [("command", command["name"]), ("page", self.chance.choice(PAGES)), ("pagesize", self.chance.choice(PAGES))]
        if self.chance.random() < 0.5:
            pairs += [("listall", self.chance.choice(["true", "TRUE", "1", "yes", ""])), ("isrecursive", "true")]
        if any(parameter["name"] == "templatefilter" for parameter in command["params"]):
            pairs.append(("templatefilter", self.chance.choice(["all", "self", "executable", "x", ""])))
        return self.request("GET", "/client/api?" + self.signed(pairs))

    def native(self):
        """The native paths with parameters nobody meant."""
        names = [self.chance.choice(NAMES) for _ in range(self.chance.randint(0, 4))]
        query = "&".join(f"{encoded(name)}={encoded(self.text(name))}" for name in names)
        headers = []
        if self.chance.random() < 0.3:
            headers.append(f"Last-Event-ID: {header(self.text())}")
        if self.chance.random() < 0.3:
            headers.append(f"Authorization: {header(self.text())}")
        if self.chance.random() < 0.5:
            query = self.signed([(name, self.text(name)) for name in names])
        paths = [path for path in PATHS if path.startswith("/v1")]
        return self.request(self.chance.choice(["GET", "GET", "POST", "DELETE"]), self.chance.choice(paths) + "?" + query, headers)

    def body(self):
        """Bodies that are not what their type says."""
        draw = self.chance.randint(0, 5)
        if draw == 0:
            value = {self.text(): self.text() for _ in range(3)}
            text = json.dumps(value)[: self.chance.randint(0, 200)]
        elif draw == 1:
            text = self.chance.choice(['{"a":', "[" * 2_000, '{"a":' * 500, "1e999999", '"\\ud800"', "[1,]", "nul", "\ufeff{}"])
        elif draw == 2:
            text = f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;{self.text()}</a>"
        elif draw == 3:
            text = "&".join(f"a{number}=b" for number in range(self.chance.choice([10, 2_000])))
        elif draw == 4:
            text = "%" + "%".join(self.text() for _ in range(5))
        else:
            text = "\0" * self.chance.randint(1, 3_000)
        headers = [f"Content-Type: {self.chance.choice(TYPES)}"]
        path = self.chance.choice(["/client/api", "/client/api", "/v1/events", "/v1/events/stream"])
        if self.chance.random() < 0.2:
            headers.append("Content-Encoding: gzip")
        return self.request(self.chance.choice(["POST", "POST", "PUT", "PATCH"]), path, headers, text.encode("utf-8", "replace"))

    def junk(self):
        """What is hardly HTTP at all."""
        draw = self.chance.randint(0, 9)
        if draw == 0:
            target = "/client/api?" + "".join(chr(self.chance.randrange(33, 256)) for _ in range(60)).replace("#", "")
            return self.request("GET", target)
        if draw == 1:
            data = self.chance.randbytes(self.chance.randint(4, 300)) + b"\r\n\r\n"
            return data, b"GET"
        if draw == 2:
            return b"POST /client/api HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", b"POST"
        if draw == 3:
            ends = (b"ZZ\r\nx\r\n0\r\n\r\n", b"5\r\nabc", b"FFFFFFFFFFFFFFFFF\r\n", b"3\r\nabc\r\n0\r\n\r\n")
            lines = b"POST /client/api HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            return lines + self.chance.choice(ends[:1] + ends[2:]), b"POST"
        if draw == 4:
            lines = [f"X-{number}: {header(self.text())}" for number in range(self.chance.choice([1, 50, 300]))]
            return self.request("GET", "/client/api?command=listZones", lines)
        if draw == 5:
            return self.request("GET", "/client/api?x=" + "y" * self.chance.choice([8_000, 33_000, 100_000]))
        if draw == 6:
            return b"GET /client/api HTTP/" + self.chance.choice([b"0.9", b"1.0", b"1.2", b"2.0", b"x"]) + b"\r\n\r\n", b"GET"
        if draw == 7:
            lines = ["Content-Length: 3", "Transfer-Encoding: chunked", "Connection: close"]
            return self.request("POST", "/client/api", lines[: self.chance.randint(1, 3)], b"0\r\n\r\n")
        return self.request(self.chance.choice(METHODS), self.chance.choice(PATHS))


def encoded(text, safe=""):
    return quote(text, safe=safe, errors="replace")


def header(text):
    """A header's value: all but line ends, which would begin another header."""
    return text.replace("\r", "").replace("\n", "")[:2_000]
