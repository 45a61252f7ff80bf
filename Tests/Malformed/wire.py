"""HTTP/1.1 by hand: bytes go out as they are, whatever they are, and answers are read strictly."""

import socket


class Silence(Exception):
    """No answer came in time."""


class Wire:
    """One connection, opened anew when the server has closed it."""

    def __init__(self, address, patience=30):
        self.address = address
        self.patience = patience
        self.socket = None
        self.buffer = b""
        self.opened = 0

    def send(self, data):
        """Sends; what the server does not want to read any more is its right not to read."""
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=self.patience)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.buffer = b""
            self.opened += 1
        try:
            self.socket.sendall(data)
        except OSError:
            pass

    def receive(self, method):
        """The answer's status, headers and body; nothing when the server closed without one."""
        head = self.read_until(b"\r\n\r\n")
        if head is None:
            self.close()
            return None
        first, *lines = head.split(b"\r\n")
        version, status, *_ = first.split(b" ")
        if not version.startswith(b"HTTP/1."):
            raise ValueError(f"no answer of HTTP/1: {first[:80]!r}")
        headers = {}
        for line in lines:
            name, _, value = line.partition(b":")
            headers[name.strip().lower().decode("latin-1")] = value.strip().decode("latin-1")
        body = b""
        if "text/event-stream" in headers.get("content-type", ""):
            self.close()
        elif method != b"HEAD" and int(status) >= 200 and int(status) not in (204, 304):
            body = self.read_body(headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return int(status), headers, body

    def read_body(self, headers):
        if "chunked" in headers.get("transfer-encoding", ""):
            body = b""
            while True:
                length = int(self.read_until(b"\r\n").split(b";")[0], 16)
                body += self.read_exactly(length)
                self.read_exactly(2)
                if length == 0:
                    return body
        if "content-length" in headers:
            return self.read_exactly(int(headers["content-length"]))
        body = self.buffer
        while part := self.more():
            body += part
        self.close()
        return body

    def read_until(self, end):
        while end not in self.buffer:
            part = self.more()
            if not part:
                return None
            self.buffer += part
        found, self.buffer = self.buffer.split(end, 1)
        return found

    def read_exactly(self, count):
        while len(self.buffer) < count:
            part = self.more()
            if not part:
                raise ValueError("an answer that ends before its length")
            self.buffer += part
        found, self.buffer = self.buffer[:count], self.buffer[count:]
        return found

    def more(self):
        try:
            return self.socket.recv(65_536)
        except TimeoutError:
            raise Silence(f"no answer in {self.patience} s") from None
        except OSError:
            return b""

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None
