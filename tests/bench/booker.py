"""One person who books a place: the form, the post with its key and cookies, the confirmation."""

import asyncio
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tests.bench.wire import Answer, Wire

PATIENCE_S = 30
HIDDEN = re.compile(rb'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass(frozen=True)
class Journey:
    """How it went for one booker. `seconds` from the first click to the last answer."""

    outcome: str
    seconds: float
    requests: int
    answers: tuple[Answer, ...] = ()


async def book(url: str, session_id: int, number: int, *, before: tuple[str, ...] = ()) -> Journey:
    """Make one booking; `before` are pages looked at first. Outcomes: confirmed, redirected (to pay), sold_out,
    timeout, server_error, error.
    """
    began = time.perf_counter()
    answers: list[Answer] = []
    async with Wire(url) as wire:
        try:
            async with asyncio.timeout(PATIENCE_S):
                outcome = await _walk(wire, session_id, number, before, answers)
        except TimeoutError:
            outcome = "timeout"
        except (OSError, asyncio.IncompleteReadError):
            outcome = "error"
        return Journey(outcome, time.perf_counter() - began, wire.requests, tuple(answers))


async def _walk(wire: Wire, session_id: int, number: int, before: tuple[str, ...], answers: list[Answer]) -> str:
    answers.extend([await wire.get(path) for path in before])
    form = await wire.get(f"/sessions/{session_id}/book/")
    answers.append(form)
    fields = dict(HIDDEN.findall(form.body))
    if form.status != 200 or b"form_key" not in fields:
        return outcome_of(form)
    answers.append(await wire.post(f"/sessions/{session_id}/book/", filled_in(fields, number)))
    target = urlsplit(answers[-1].headers.get("location", ""))
    if answers[-1].status != 302 or not target.path.startswith("/bookings/"):
        return "redirected" if target.netloc else outcome_of(answers[-1])
    answers.append(await wire.get(target.path))
    return outcome_of(answers[-1])


def filled_in(fields: dict[bytes, bytes], number: int) -> bytes:
    """The form as it is posted."""
    own = {"name": f"Booker {number}", "email": f"booker{number}@rush.example", "consent": "on"}
    return urlencode({name.decode(): value.decode() for name, value in fields.items()} | own).encode()


def outcome_of(answer: Answer) -> str:
    if answer.status >= 500:
        return "server_error"
    if answer.status == 200 and b"Your place is confirmed" in answer.body:
        return "confirmed"
    full = b"<h1>Sold out</h1>" in answer.body or answer.status == 409
    return "sold_out" if full else "error"
