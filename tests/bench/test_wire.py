"""The client that makes the load, against a small server of the standard library."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bench.wire import Wire, read_head


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was sent; `/bye` closes the connection without a word beforehand."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        content = f"{self.command} {self.path} {self.headers.get('Cookie')} {body.decode()}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Set-Cookie", "token=abc; Path=/; HttpOnly")
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = self.path == "/bye"

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def echo() -> Iterator[str]:
    """The address of a running server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def walk(url: str, *paths: str) -> list[str]:
    async def go() -> list[str]:
        async with Wire(url) as wire:
            return [(await wire.get(path)).body.decode() for path in paths]

    return asyncio.run(go())


def test_cookies_come_back_with_the_next_request(echo):
    assert walk(echo, "/one", "/two") == ["GET /one None ", "GET /two token=abc "]


def test_connection_closed_by_the_server_is_opened_anew(echo):
    assert walk(echo, "/bye", "/again") == ["GET /bye None ", "GET /again token=abc "]


def test_post_carries_its_form(echo):
    async def go() -> bytes:
        async with Wire(echo) as wire:
            return (await wire.post("/book", b"name=Priya")).body

    assert asyncio.run(go()) == b"POST /book None name=Priya"


def test_server_that_does_not_listen_is_an_error():
    with pytest.raises(ConnectionRefusedError):
        walk("http://127.0.0.1:1", "/")


def test_head_is_read_into_status_headers_and_cookies():
    head = b"HTTP/1.1 302 Found\r\nLocation: /bookings/7/\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\n\r\n"

    status, headers, cookies = read_head(head)

    assert (status, headers["location"], cookies) == (302, "/bookings/7/", {"a": "1", "b": "2"})
