"""A receiver of webhooks that keeps what it gets and answers what it is told."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Received:
    body: bytes
    signature: str

    @property
    def event(self):
        return json.loads(self.body)


@dataclass
class Receiver:
    """`answers` are statuses for the next posts, 200 once they are used up; `delay` holds every answer back."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    delay: float = 0.0

    def types(self):
        return [one.event["type"] for one in self.received]

    def ids(self):
        return [one.event["id"] for one in self.received]

    def wait_for(self, count, timeout=10.0):
        """Poll until so many posts came in."""
        deadline = time.monotonic() + timeout
        while len(self.received) < count:
            assert time.monotonic() < deadline, f"{len(self.received)} of {count} webhooks came"
            time.sleep(0.005)


def start(receiver):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(receiver.delay)
            status = receiver.answers.pop(0) if receiver.answers else 200
            receiver.received.append(Received(body, self.headers["Stripe-Signature"]))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/stripe/webhook/"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server
