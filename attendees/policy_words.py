"""The terms on changing one's mind, in two sentences."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from attendees.policy import Policy
from workshops.foundation.clock import clock
from workshops.models import Session


def cancelling(policy: Policy, session: Session) -> str:
    """What cancelling gives back from now on, in one sentence."""
    now = timezone.now()
    partial = policy.partial_until(session)
    share = _share(policy.partial_percent)
    if now <= policy.full_until(session):
        first = f"Cancel by {_moment(policy.full_until(session), session)} and we refund the whole price"
        if partial:
            return f"{first}; by {_moment(partial, session)}, {share}."
        return f"{first}; after that, nothing."
    if partial and now <= partial:
        return f"Cancel by {_moment(partial, session)} and we refund {share}; after that, nothing."
    return "So close to the date, cancelling gives no money back."


def passing_on(policy: Policy, session: Session) -> str:
    """Until when a place may be handed on or moved, in one sentence."""
    now = timezone.now()
    swap, move = policy.swap_until(session), policy.move_until(session)
    if now > swap:
        return "It is too late to hand the place to a colleague here. Write to us."
    hand = f"You can hand a place to a colleague, free of charge, until {_moment(swap, session)}"
    if now > move:
        return f"{hand}."
    return f"{hand}, and move it to another date until {_moment(move, session)}."


def _share(percent: int) -> str:
    return "half of it" if percent == 50 else f"{percent} percent of it"


def _moment(moment: datetime, session: Session) -> str:
    local = moment.astimezone(session.zone)
    day = "j F" if local.year == session.local_start.year else "j F Y"
    return f"{date_format(local, day)}, {clock(local)}"
