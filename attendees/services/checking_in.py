"""Checking in by the code that a session shows: for people with a place, while it is shown, and only then."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from attendees.enums import PlaceState, StaySource
from attendees.errors import AttendanceRefusedError, CheckInRefusedError
from attendees.models import CheckIn, Place, Stay
from attendees.services.locking import lock_sessions
from attendees.services.stays import record_moment
from workshops.enums import SessionState
from workshops.models import Session

# Nothing that looks like something else: neither 0 and O, 1, I and L, 2 and Z, 5 and S, nor 8 and B.
ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXY"
LENGTH = 6
# How long after the end a code may still be typed: the last slide stands while people pack up.
AFTER_END = timedelta(minutes=15)
WRONG = "That did not work. Compare the code with the screen, and use the email address that your place is booked with."


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who checks in: known by account, by the place links opened in this browser, or by nothing but a typed address.

    `by` as records name them: "user:17", "attendee".
    """

    user_id: int | None = None
    place_ids: Collection[int] = ()
    email: str = ""
    by: str = "attendee"


@dataclass(frozen=True, kw_only=True)
class CheckedIn:
    """What came of it: the stay, its place, and whether this was the first time with this code."""

    place: Place
    stay: Stay
    is_new: bool


def open_check_in(*, session_id: int, minutes: int, by: str) -> CheckIn:
    """Make a new code for a session that is running, valid from now; an earlier one is over at once.

    It is valid for `minutes`, but no longer than a quarter of an hour after the end. Locks the session. Raises
    AttendanceRefusedError before the start, after that quarter of an hour, and for a session that is not held.
    """
    with transaction.atomic():
        session = lock_sessions([session_id])[session_id]
        now = timezone.now()
        _refuse_unfit(session, now)
        closes_at = min(now + timedelta(minutes=minutes), session.ends_at + AFTER_END)
        fields = {"code": _free_code(session, now), "opens_at": now, "closes_at": closes_at, "made_by": by}
        return CheckIn.objects.update_or_create(session=session, defaults=fields)[0]


def close_check_in(*, session_id: int) -> None:
    """End the code of a session now; nothing happens when none is open. Locks the session."""
    with transaction.atomic():
        lock_sessions([session_id])
        now = timezone.now()
        CheckIn.objects.filter(session=session_id, opens_at__lt=now, closes_at__gt=now).update(closes_at=now)


def open_code(session: Session) -> CheckIn | None:
    """The code that can be typed now; None while there is none."""
    now = timezone.now()
    return CheckIn.objects.filter(session=session, opens_at__lte=now, closes_at__gt=now).first()


def check_in(*, code: str, visitor: Visitor) -> CheckedIn:
    """Write down that a visitor is there, once for each code. Locks the session.

    Who they are counts for more than what they type: an address is looked at only when neither account nor links have a
    place. Raises CheckInRefusedError with the same words for a wrong code, an old one, and somebody without a place.
    """
    place, opened = _place_of(visitor, cleaned(code))
    try:
        stay, is_new = record_moment(
            place_id=place.pk,
            source=StaySource.CODE,
            since=opened,
            note="" if _is_known(visitor, place) else "By an address that was typed.",
            by=visitor.by,
        )
    except AttendanceRefusedError as error:
        raise CheckInRefusedError(WRONG) from error
    return CheckedIn(place=place, stay=stay, is_new=is_new)


def cleaned(code: str) -> str:
    """A code as it was typed, without spaces and hyphens, in capitals."""
    return "".join(character for character in code.upper() if character.isalnum())


def _refuse_unfit(session: Session, now: datetime) -> None:
    refusals = (
        (session.state != SessionState.SCHEDULED, "This session is not held, so nobody checks in to it."),
        (now < session.starts_at, "The session has not begun. Open the code once it has."),
        (now >= session.ends_at + AFTER_END, "The session is over. Mark those who are missing on the roster."),
    )
    refusal = next((sentence for applies, sentence in refusals if applies), "")
    if refusal:
        raise AttendanceRefusedError(refusal)


def _free_code(session: Session, now: datetime) -> str:
    """A code that no other session shows now, and not the one that this session had before."""
    taken = CheckIn.objects.filter(Q(session=session) | Q(closes_at__gt=now))
    used = set(taken.values_list("code", flat=True))
    while (code := "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))) in used:
        pass
    return code


def _place_of(visitor: Visitor, code: str) -> tuple[Place, datetime]:
    """The visitor's place on the session that shows this code, and since when it does."""
    now = timezone.now()
    shown = CheckIn.objects.filter(code=code, opens_at__lte=now, closes_at__gt=now)
    opened = dict(shown.values_list("session_id", "opens_at"))
    places = Place.objects.filter(
        session__in=opened, session__state=SessionState.SCHEDULED, state=PlaceState.CONFIRMED
    ).select_related("session__workshop")
    known = Q(pk__in=visitor.place_ids)
    if visitor.user_id:
        known |= Q(user=visitor.user_id)
    email = visitor.email.strip().lower()
    place = places.filter(known).first() or (places.filter(attendee_email=email).first() if email else None)
    if place is None:
        raise CheckInRefusedError(WRONG)
    return place, opened[place.session_id]


def _is_known(visitor: Visitor, place: Place) -> bool:
    return place.pk in visitor.place_ids or (visitor.user_id is not None and place.user_id == visitor.user_id)
