"""A receiver over HTTP or HTTPS that takes everything and remembers it."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Sink(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, context=None, status=204):
        super().__init__(("127.0.0.1", 0), Handler)
        self.context = context
        self.status = status
        self.requests = []
        self.failures = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def url(self, host="127.0.0.1"):
        scheme = "http" if self.context is None else "https"
        return f"{scheme}://{host}:{self.port}/events"

    def finish_request(self, request, address):
        if self.context is not None:
            # In the connection's own thread, so that a handshake that hangs holds nobody up.
            request.settimeout(30)
            request = self.context.wrap_socket(request, server_side=True)
        super().finish_request(request, address)

    def handle_error(self, request, address):
        self.failures.append(address)

    def take(self):
        """What has come since the last time."""
        taken, self.requests = self.requests, []
        return taken


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.requests.append((dict(self.headers.items()), body))
        self.send_response(self.server.status)
        if self.server.status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass
