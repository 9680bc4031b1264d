"""Loads the whole sample, each part in a transaction of its own: a part is there in full, or not at all."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from django.db import transaction

from certificates.sample.accounts import make_account, read_accounts
from certificates.sample.filling import fill_session
from certificates.sample.guard import refuse_unless_local
from workshops.models import Workshop
from workshops.sample.discounts import make_discount
from workshops.sample.notices import make_notice
from workshops.sample.offering import make_offer
from workshops.sample.provider import make_provider
from workshops.sample.reading import Spec, read_file, read_offers

HERE = Path(__file__).parent
SIGNATURE = HERE.parent / "rendering" / "art" / "signature.jpg"
BY = "sample"


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What one run did: the names of the parts it made, and of those that were there."""

    made: tuple[str, ...]
    had: tuple[str, ...]


def load_all(*, today: date) -> Loaded:
    """Make each part of the sample that is missing, dated from `today`; what is there stays as it is.

    Raises NotHereError outside the local settings.
    """
    refuse_unless_local("load_sample")
    outcomes = [(name, make()) for name, make in _parts(today)]
    return Loaded(
        made=tuple(name for name, is_new in outcomes if is_new),
        had=tuple(name for name, is_new in outcomes if not is_new),
    )


def _parts(today: date) -> Iterator[tuple[str, Callable[[], bool]]]:
    """Accounts come before bookings, so that bookings find them; workshops before the codes and notices that name them."""
    yield "provider", partial(make_provider, signature=_signature())
    for account in read_accounts():
        yield account["email"], partial(make_account, **{key: account[key] for key in account if key != "who"})
    for spec in read_offers():
        yield spec["title"], partial(load_offer, spec, _plans(spec["slug"]), today=today)
    for spec in read_file("discounts.toml")["discounts"]:
        yield f"discount code {spec['code']}", partial(make_discount, spec)
    for spec in read_file("notices.toml")["notices"]:
        yield spec["title"], partial(make_notice, spec, by=BY)


def _signature() -> bytes:
    return SIGNATURE.read_bytes() if SIGNATURE.exists() else b""


def load_offer(spec: Spec, plans: list[Spec], *, today: date) -> bool:
    """Make one workshop with all that happens on its sessions; False when one with its slug is there.

    One transaction: whoever stops it half-way finds nothing of it, and the next run makes it.
    """
    with transaction.atomic():
        if Workshop.objects.filter(slug=spec["slug"]).exists():
            return False
        sessions = make_offer(spec, today=today, by=BY)
        for plan in plans:
            fill_session(sessions[plan["session"]], plan, by=BY)
    return True


def _plans(workshop: str) -> list[Spec]:
    plans = tomllib.loads((HERE / "attendance.toml").read_text(encoding="utf-8"))["sessions"]
    return [plan for plan in plans if plan["workshop"] == workshop]
