"""The hosted payment page: what a payer sees at the session's address. Plain HTML, no script."""

import re
from html import escape
from pathlib import Path
from string import Template

from . import checkout
from .errors import Obj
from .form import decode
from .payment import SessionClosedError, decline, pay
from .shapes.intent import DECLINED
from .web import Answer, Request, as_html, redirect
from .world import Call, World

_HERE = Path(__file__).parent
_PAGES = {
    name: Template((_HERE / "pages" / f"{name}.html").read_text(encoding="utf-8"))
    for name in ("base", "pay", "message")
}
_STATIC = {"/static/pay.css": "text/css; charset=utf-8", "/static/pay.svg": "image/svg+xml"}
_PATH = re.compile(r"/c/pay/(\w+)(?:/(pay|decline|cancel))?")
_SIGNS = {"gbp": "£", "eur": "€", "usd": "$"}
_PLACEHOLDER = re.compile(r"\{CHECKOUT_SESSION_ID\}|%7BCHECKOUT_SESSION_ID%7D", re.IGNORECASE)


def respond(world: World, request: Request) -> Answer:
    """Show a session's page, or do what one of its buttons says and send the payer on."""
    matched = _PATH.fullmatch(request.path)
    call = Call(world)
    checkout.expire_due(call)
    found = world.store.get(matched[1], checkout.KIND) if matched else None
    if matched is None or found is None:
        return _message(404, "Page not found", "There is no payment at this address. Please check the link.")
    if request.method != "POST":
        return _show(call, found)
    return _press(call, found, matched[2] or "pay", request)


def static(request: Request) -> Answer:
    kind = _STATIC.get(request.path)
    if kind is None:
        return _message(404, "Page not found", "There is nothing at this address.")
    return Answer(200, (_HERE / request.path.lstrip("/")).read_bytes(), {"Content-Type": kind})


def success_url(session: Obj) -> str:
    """Where a payer goes after paying, with the session's id filled in."""
    return _PLACEHOLDER.sub(session["id"], session["success_url"])


def _press(call: Call, found: Obj, button: str, request: Request) -> Answer:
    email = decode(request.body).get("email")
    given = email if isinstance(email, str) and email else None
    try:
        if button == "pay":
            return redirect(success_url(pay(call, found["id"], email=given)))
        if button == "decline":
            return _show(call, decline(call, found["id"], email=given), problem=DECLINED)
    except SessionClosedError:
        return _show(call, call.fetch(checkout.KIND, found["id"]))
    return _cancel(call, found)


def _cancel(call: Call, found: Obj) -> Answer:
    """Back to the seller. The session stays open, as it does at Stripe."""
    if found["status"] == "open" and found["cancel_url"]:
        return redirect(found["cancel_url"])
    return _show(call, found)


def _show(call: Call, found: Obj, problem: str = "") -> Answer:
    if found["status"] == "expired":
        text = "This payment session has expired, and nothing was paid. Go back to the seller to start again."
        return _message(200, "This page has expired", text, found["cancel_url"])
    if found["status"] == "complete":
        text = "This payment is complete. You do not need to do anything more here."
        return _message(200, "You are all done here", text, success_url(found))
    return _form(call, found, problem)


def _form(call: Call, found: Obj, problem: str) -> Answer:
    total = _money(found["amount_total"], found["currency"])
    content = _PAGES["pay"].substitute(
        session=found["id"],
        total=total,
        problem=f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else "",
        lines="\n".join(_line(item) for item in call.store.children(found["id"])),
        email=_email(found["customer_email"]),
    )
    return _page(200, f"Pay {total}", content)


def _line(item: Obj) -> str:
    amount = _money(item["amount_total"], item["currency"])
    return f"<tr><td>{escape(item['description'])}</td><td>{item['quantity']}</td><td>{amount}</td></tr>"


def _email(known: str | None) -> str:
    if known:
        return f"<p>Receipt to <strong>{escape(known)}</strong></p>"
    return (
        '<p><label for="email">Email for the receipt</label>'
        '<input id="email" name="email" type="email" autocomplete="email"></p>'
    )


def _money(amount: int, currency: str) -> str:
    return f"{_SIGNS[currency]}{amount // 100:,}.{amount % 100:02}"


def _message(status: int, heading: str, text: str, back: str | None = None) -> Answer:
    link = f'<p><a href="{escape(back)}">Back to the seller</a></p>' if back else ""
    content = _PAGES["message"].substitute(heading=escape(heading), text=escape(text), link=link)
    return _page(status, heading, content)


def _page(status: int, title: str, content: str) -> Answer:
    return as_html(status, _PAGES["base"].substitute(title=escape(title), content=content))
