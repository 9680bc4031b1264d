"""A lean HTTP client: one kept connection, no library, so that the load costs little beside the server."""

import asyncio
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes


@dataclass
class Wire:
    """One client's connection to a server; connects again when the server has closed it."""

    url: str
    requests: int = 0
    _cookies: dict[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> Answer:
        return await self._exchange(self.request("GET", path))

    async def post(self, path: str, form: bytes) -> Answer:
        return await self._exchange(self.request("POST", path, form))

    def request(self, method: str, path: str, form: bytes | None = None) -> bytes:
        """The bytes of a request, with the cookies got so far."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(self.url).netloc}"]
        if self._cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self._cookies.items()))
        if form is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
        return "\r\n".join([*lines, "", ""]).encode() + (form or b"")

    async def _exchange(self, request: bytes) -> Answer:
        answer = await self.send(request)
        self._cookies |= answer.cookies
        return answer

    async def send(self, request: bytes) -> Answer:
        """Send ready bytes. A kept connection that the server closed meanwhile is opened anew, once."""
        self.requests += 1
        kept = self._writer is not None
        try:
            return await self._once(request)
        except (ConnectionResetError, BrokenPipeError, asyncio.IncompleteReadError):
            self.close()
            if not kept:
                raise
            return await self._once(request)

    async def _once(self, request: bytes) -> Answer:
        if self._writer is None:
            parts = urlsplit(self.url)
            self._reader, self._writer = await asyncio.open_connection(parts.hostname, parts.port)
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        status, headers, cookies = read_head(head)
        body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, cookies, body)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()


def read_head(head: bytes) -> tuple[int, dict[str, str], dict[str, str]]:
    """Status, headers by lower-case name, and the cookies that are set."""
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines if line)]
    cookies = [value.partition(";")[0].partition("=") for name, value in pairs if name == "set-cookie"]
    return int(first.split()[1]), dict(pairs), {name: value for name, _, value in cookies}
