"""Booking a session that is past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import F, Max, QuerySet
from django.utils import timezone

from attendees.models import Booking, OutboxMessage, Payment, Place
from certificates.sample.papers import date_back_documents, session_day
from workshops.models import Session, StateChange

# How long before the session its places are booked.
LEAD = timedelta(days=20)


@contextmanager
def before_it_began(session: Session) -> Iterator[None]:
    """Let the real services schedule and book a session that is over: inside, it begins in twenty days.

    On leaving it lies where it lay, and what was booked meanwhile is dated back by the same length of time, so each
    booking still comes before its session. Messages queued meanwhile go unsent: they name a day that never was.
    Call it inside a transaction, so that nobody sees the session out of its place. Only the sample does this.
    """
    away = timezone.now() + LEAD - session.starts_at
    newest = OutboxMessage.objects.aggregate(newest=Max("pk"))["newest"] or 0
    there = session.local_start
    _move(session, away)
    moved = session.local_start
    yield
    _move(session, -away)
    OutboxMessage.objects.filter(pk__gt=newest, to__in=session.bookings.values("booker_email")).delete()
    _date_back(session, away)
    date_back_documents(session, away, {session_day(moved): session_day(there)})


def _move(session: Session, length: timedelta) -> None:
    session.starts_at += length
    session.ends_at += length
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at, ends_at=session.ends_at)


def _date_back(session: Session, length: timedelta) -> None:
    bookings, places = Booking.objects.filter(session=session), Place.objects.filter(session=session)
    payments = Payment.objects.filter(booking__session=session)
    _earlier(bookings, length, "created_at", "consented_at", "hold_ends_at", "confirmed_at")
    _earlier(places, length, "created_at")
    _earlier(payments, length, "created_at", "paid_at")
    for rows in (Session.objects.filter(pk=session.pk), bookings, places, payments):
        moves = StateChange.objects.filter(subject=rows.model._meta.label_lower, subject_id__in=rows.values("pk"))
        _earlier(moves, length, "created_at")


def _earlier(rows: QuerySet, length: timedelta, *fields: str) -> None:
    rows.update(**{field: F(field) - length for field in fields})
