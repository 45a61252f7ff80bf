"""The one listener behind every address: whoever comes is written down with the address that was meant."""

import os
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading

ORIGINAL = 80  # SO_ORIGINAL_DST, and IP6T_SO_ORIGINAL_DST


def meant(connection):
    """The address and port before the packet was turned here."""
    try:
        raw = connection.getsockopt(socket.IPPROTO_IP, ORIGINAL, 16)
        return socket.inet_ntoa(raw[4:8]), int.from_bytes(raw[2:4], "big")
    except OSError:
        raw = connection.getsockopt(socket.IPPROTO_IPV6, ORIGINAL, 28)
        return socket.inet_ntop(socket.AF_INET6, raw[8:24]), int.from_bytes(raw[2:4], "big")


class Canary:
    def __init__(self):
        #: Address, port and path of everybody who came; the path is empty where no request could be read.
        self.came = []
        #: Paths that are answered with something else than 204: the head's lines.
        self.answers = {}
        #: Connections that are open.
        self.open = set()
        self.context = self.certificate()
        canary = self

        class Handler(socketserver.BaseRequestHandler):
            def setup(self):
                canary.open.add(self)

            def handle(self):
                canary.take(self.request)

            def finish(self):
                canary.open.discard(self)

        class Server(socketserver.ThreadingTCPServer):
            address_family = socket.AF_INET6
            daemon_threads = True
            request_queue_size = 1024

            def handle_error(self, request, client_address):
                """Whoever hangs up."""

        self.server = Server(("::", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def certificate(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:
            key, file = os.path.join(folder, "key"), os.path.join(folder, "certificate")
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                 key, "-out", file, "-days", "2", "-subj", "/CN=canary"], check=True, capture_output=True)
            context.load_cert_chain(file, key)
        return context

    def take(self, connection):
        address, port = meant(connection)
        address = address.removeprefix("::ffff:") if "." in address else address
        visit = [address, port, ""]
        self.came.append(visit)
        connection.settimeout(60)
        if connection.recv(1, socket.MSG_PEEK) == b"\x16":
            connection = self.context.wrap_socket(connection, server_side=True)
        stream = connection.makefile("rb")
        while line := stream.readline():
            path = line.split()[1].decode()
            length = 0
            while (header := stream.readline().strip().lower()):
                if header.startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
            stream.read(length)
            if visit[2]:
                visit = [address, port, ""]
                self.came.append(visit)
            visit[2] = path
            head = self.answers.get(path, ["HTTP/1.1 204 No Content"])
            connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode())

    def paths(self):
        return [path for _, _, path in self.came]
