"""sink.py PORT FILE [DELAY]: takes webhooks over HTTP/1.1 and writes each down before it answers.

A process of its own, so that it can be killed. One line of JSON for each request: path, headers, body. A body that was
answered 200 is on file; one that was written when the sink was killed may have had no answer.
"""

import json
import socketserver
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

lock = threading.Lock()
file = open(sys.argv[2], "ab", buffering=0)  # noqa: SIM115: open as long as the process lives


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        line = json.dumps({"path": self.path, "headers": headers, "body": body}).encode() + b"\n"
        with lock:
            file.write(line)
        answer = b'{"taken":true}'
        status = 503 if self.path.startswith("/busy") else 200
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def setup(self):
        super().setup()
        self.connection.setsockopt(6, 1, 1)

    def log_message(self, *arguments):
        pass


class Server(socketserver.ThreadingMixIn, HTTPServer):
    daemon_threads = True
    request_queue_size = 256
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        """Connections that a killed server left."""


Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
