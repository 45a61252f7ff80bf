"""server.py: the guide's receiver in Python behind an HTTP server. Its folder has receive.py, as the page has it."""

import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

sys.path.insert(0, os.getcwd())

import receive as guide  # noqa: E402


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.send_response(guide.receive(headers, body))
        self.send_header("content-length", "0")
        self.end_headers()

    def do_GET(self):
        """How many messages it has stored."""
        count = guide.seen.execute("SELECT count(*) FROM seen").fetchone()[0]
        text = str(count).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


HTTPServer.request_queue_size = 128
server = HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
