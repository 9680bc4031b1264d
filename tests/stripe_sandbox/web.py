"""A request read, and an answer to be written: what the parts of the server hand each other."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message

from .errors import Obj


@dataclass(frozen=True)
class Request:
    """`query` and `body` are still text; header names are matched whatever their case."""

    method: str
    path: str
    query: str = ""
    body: str = ""
    headers: Mapping[str, str] | Message = field(default_factory=dict)

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def as_json(status: int, body: Obj, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, json.dumps(body, indent=2).encode(), {"Content-Type": "application/json", **(headers or {})})


def as_html(status: int, text: str) -> Answer:
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
    }
    return Answer(status, text.encode(), headers)


def redirect(url: str) -> Answer:
    return Answer(303, b"", {"Location": url, "Cache-Control": "no-store"})
