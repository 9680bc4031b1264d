"""The control API under /_sandbox/: what payers, the dashboard and bad luck do, driven by other processes.

GET  state                                    how things stand
GET  events, deliveries                       what was recorded, oldest first
POST delivery   {"mode"}                      normal, doubled, late, shuffled, lost
POST webhook    {"url", "secret"}             where events go from now on
POST release    {"shuffle"}                   let held events go
POST clock      {"seconds"}                   move time forward
POST faults     {"kind", "calls", "when", "seconds", "match"}     see `faults.Fault`
POST faults/clear
POST sessions/ID/pay | decline | cancel | expire
POST refunds    {"payment_intent", "amount", "is_pending"}    a refund made in the dashboard
POST refunds/ID/complete | fail
POST disputes   {"payment_intent", "reason", "amount", "is_inquiry"}
POST disputes/ID/answer | close {"outcome"}   won or lost
POST events/ID/deliver {"copies"} | forge | stale {"age"}
POST settle     {"timeout"}                   wait until nothing is under way
"""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .errors import Obj, StripeError
from .web import Answer, Request, as_json

if TYPE_CHECKING:
    from .sandbox import Sandbox

Command = Callable[..., Any]


def respond(sandbox: "Sandbox", request: Request) -> Answer:
    """Run one command. 404 for an unknown one, 400 with a sentence for a refused one."""
    found = _find(request)
    if found is None:
        return as_json(404, {"error": f"Unknown command: {request.line}"})
    command, ids = found
    try:
        return as_json(200, {"result": command(sandbox, *ids, **_details(request))})
    except StripeError as error:
        return as_json(error.status, error.body())
    except (TypeError, ValueError) as error:
        return as_json(400, {"error": str(error)})


def _find(request: Request) -> tuple[Command, tuple[str, ...]] | None:
    for line, command in _COMMANDS:
        matched = line.fullmatch(request.line)
        if matched:
            return command, matched.groups()
    return None


def _details(request: Request) -> Obj:
    details = json.loads(request.body or "{}")
    if not isinstance(details, dict):
        raise TypeError("The body must be a JSON object.")
    return details


def _aim(sandbox: "Sandbox", *, url: str, secret: str = "") -> None:
    sandbox.aim(url, secret)


def _table(*lines: tuple[str, Command]) -> tuple[tuple[re.Pattern[str], Command], ...]:
    """Commands by line, such as `POST refunds/{}/fail`."""
    return tuple((re.compile(_pattern(line)), command) for line, command in lines)


def _pattern(line: str) -> str:
    method, path = line.split()
    return f"{method} /_sandbox/{path.replace('{}', '([^/]+)')}"


_COMMANDS = _table(
    ("GET state", lambda sandbox: sandbox.state()),
    ("GET events", lambda sandbox: sandbox.events()),
    ("GET deliveries", lambda sandbox: sandbox.deliveries()),
    ("POST delivery", lambda sandbox, *, mode: sandbox.set_delivery(mode)),
    ("POST webhook", _aim),
    ("POST release", lambda sandbox, **details: sandbox.release(**details)),
    ("POST clock", lambda sandbox, *, seconds: sandbox.shift_clock(int(seconds))),
    ("POST faults", lambda sandbox, **details: sandbox.plan_fault(**details)),
    ("POST faults/clear", lambda sandbox: sandbox.clear_faults()),
    ("POST sessions/{}/pay", lambda sandbox, found, **details: sandbox.pay(found, **details)),
    ("POST sessions/{}/decline", lambda sandbox, found: sandbox.decline(found)),
    ("POST sessions/{}/cancel", lambda sandbox, found: sandbox.cancel(found)),
    ("POST sessions/{}/expire", lambda sandbox, found: sandbox.expire(found)),
    ("POST refunds", lambda sandbox, **details: sandbox.refund(**details)),
    ("POST refunds/{}/complete", lambda sandbox, found: sandbox.complete_refund(found)),
    ("POST refunds/{}/fail", lambda sandbox, found: sandbox.fail_refund(found)),
    ("POST disputes", lambda sandbox, **details: sandbox.dispute(**details)),
    ("POST disputes/{}/answer", lambda sandbox, found: sandbox.answer_dispute(found)),
    ("POST disputes/{}/close", lambda sandbox, found, *, outcome: sandbox.close_dispute(found, outcome=outcome)),
    ("POST events/{}/deliver", lambda sandbox, found, **details: sandbox.deliver(found, **details)),
    ("POST events/{}/forge", lambda sandbox, found: sandbox.forge(found)),
    ("POST events/{}/stale", lambda sandbox, found, **details: sandbox.post_stale(found, **details)),
    ("POST settle", lambda sandbox, **details: sandbox.settle(**details)),
)
