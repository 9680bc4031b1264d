"""The HTTP server: threads, kept-alive connections, no Nagle delay."""

import socket
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import api, control, page
from .errors import DroppedError, internal_error
from .web import Answer, Request, as_json

if TYPE_CHECKING:
    from .sandbox import Sandbox

_MOST_BYTES = 1_000_000
_POLL = 0.05


class SandboxServer(ThreadingHTTPServer):
    """Listens on loopback only; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, sandbox: "Sandbox", port: int) -> None:
        self.sandbox = sandbox
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._ran = False
        super().__init__(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def server_bind(self) -> None:
        # The standard one looks the host's name up, which may ask the network.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def run(self) -> None:
        self._ran = True
        self.serve_forever(poll_interval=_POLL)

    def close(self) -> None:
        """Take no more, and cut the connections that clients keep open."""
        if self._ran:
            self.shutdown()
        self.server_close()
        with self._guard:
            for line in self._open:
                _cut(line)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "stripe-sandbox"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    server: SandboxServer

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        request = self._read()
        if request is None:
            return
        try:
            answer = _respond(self.server.sandbox, request)
        except DroppedError:
            self.close_connection = True
            return
        except Exception:  # noqa: BLE001 - a fault of the sandbox itself must be seen, and answered
            traceback.print_exc()
            answer = as_json(500, internal_error().body())
        self._write(answer)

    def _read(self) -> Request | None:
        length = self.headers.get("Content-Length") or "0"
        if not length.isdecimal() or int(length) > _MOST_BYTES:
            self.send_error(413)
            return None
        body = self.rfile.read(int(length)).decode(errors="replace")
        parts = urlsplit(self.path)
        return Request(self.command, parts.path, parts.query, body, self.headers)

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


def _respond(sandbox: "Sandbox", request: Request) -> Answer:
    if request.path.startswith("/_sandbox/"):
        return control.respond(sandbox, request)
    if request.path.startswith("/c/pay/"):
        return page.respond(sandbox.world, request)
    if request.path.startswith("/v1/"):
        return api.respond(sandbox.world, request)
    return page.static(request)


def _cut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
