"""Rows to measure with. These functions run inside the site's settings (see inside.py)."""

import itertools
import time
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from attendees.enums import Decision, MessageState
from attendees.models import OutboxMessage
from attendees.services.attendance import mark_attendance
from certificates.rendering.sample import DAY, SIGNATURE, sample_content
from tests import factories
from tests.factories import make_booking, make_presenter, make_provider, make_session, make_workshop
from tests.harness.waiting import wait_until
from workshops.models import Session, TimetablePart, Workshop

# Several processes fill one database, so each numbers its rows from somewhere else.
factories._numbers = itertools.count(time.time_ns() // 1_000_000)
SAMPLE = sample_content()
PARAGRAPH = (
    "Talking about self-injury asks for time and a steady hand. We look at what the words cover, at what clients say "
    "helps, and at what does not. You will try each way of working in a small group before you take it home. "
)


def make_provider_as_printed() -> None:
    """The provider of the sample certificate, signature included."""
    provider = make_provider(
        name=SAMPLE.provider_name,
        letters=SAMPLE.provider_letters,
        signatory_name=SAMPLE.signatory_name,
        signatory_role=SAMPLE.signatory_role,
    )
    if not provider.signature:
        provider.signature.save("signature.jpg", ContentFile(SIGNATURE.read_bytes()))


@transaction.atomic
def make_attended(*, people: int) -> int:
    """A session of yesterday that `people` attended in full, not yet confirmed. Its id."""
    make_provider_as_printed()
    session = make_session(
        workshop=make_workshop(title=SAMPLE.title, objectives="\n".join(SAMPLE.objectives)),
        starts_in=timedelta(days=-1, hours=-8),
        capacity=people,
    )
    _fill_day(session)
    for number in range(people):
        place = make_booking(session=session, name=f"Eleanor Hartley-Brooke {number + 1}").places.get()
        mark_attendance(place_id=place.pk, decision=Decision.FULL, by="bench", reason="Seen there.")
    return session.pk


def _fill_day(session: Session) -> None:
    ends = [session.starts_at + timedelta(minutes=sum(part[1] or 15 for part in DAY[: n + 1])) for n in range(len(DAY))]
    starts = [session.starts_at, *ends]
    TimetablePart.objects.bulk_create(
        TimetablePart(session=session, starts_at=start, ends_at=end, title=title or kind, is_teaching=bool(minutes))
        for (_, minutes, kind, title), start, end in zip(DAY, starts, ends, strict=False)
    )


def make_bookable(*, capacity: int, price_pence: int = 0) -> int:
    """A session in a month with a full description. Its id."""
    make_provider_as_printed()
    return make_session(workshop=_described(), capacity=capacity, price_pence=price_pence).pk


def _described(**fields: object) -> Workshop:
    texts = {
        "title": SAMPLE.title,
        "description": "\n\n".join([PARAGRAPH * 2] * 4),
        "aims": "\n".join(SAMPLE.objectives),
        "objectives": "\n".join(SAMPLE.objectives),
        "summary": PARAGRAPH[:160],
    }
    return make_workshop(**texts | fields)


def slug_of(*, session_id: int) -> str:
    return Session.objects.values_list("workshop__slug", flat=True).get(pk=session_id)


@transaction.atomic
def make_programme(*, workshops: int, sessions_each: int = 3) -> str:
    """Published workshops with coming sessions and a presenter out of twelve each. The slug of the last one."""
    make_provider_as_printed()
    presenters = [make_presenter(biography=PARAGRAPH * 2, credentials="BACP Senior Accredited") for _ in range(12)]
    for number in range(workshops):
        workshop = _described(title=f"{SAMPLE.title} {number}", presenters=[presenters[number % 12]])
        for turn in range(sessions_each):
            _fill_day(make_session(workshop=workshop, starts_in=timedelta(days=20 + turn * 30, minutes=number)))
    return workshop.slug


def count_seats(*, session_id: int) -> dict[str, int]:
    """Live places, the counter, and the capacity of a session."""
    session = Session.objects.get(pk=session_id)
    return {
        "places": session.places.live().count(),
        "counter": session.places_taken,
        "capacity": session.capacity,
    }


def wait_for_messages(*, seconds: float = 300) -> float:
    """Wait until nothing is left to send. When the last message went out, in seconds since 1970."""
    try:
        wait_until(lambda: not _unsent(), seconds=seconds, what="the last email", pause=0.2)
    except AssertionError as error:
        raise AssertionError(f"{error} Left: {_unsent()}") from error
    newest = OutboxMessage.objects.filter(state=MessageState.SENT).aggregate(at=Max("sent_at"))["at"]
    return newest.timestamp() if newest else 0.0


def _unsent() -> list[str]:
    """A few messages that are due and have not gone out. An offer made at night waits for the morning."""
    due = OutboxMessage.objects.filter(due_at__lte=timezone.now())
    left = due.exclude(state=MessageState.SENT).order_by("pk")[:5]
    return [f"{message.pk} {message.state}, attempt {message.attempts}, {message.error}" for message in left]
