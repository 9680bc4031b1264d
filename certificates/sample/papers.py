"""Receipts of sessions that were booked out of their place: their words go back to the days that they belong to."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from attendees.models import Document
from workshops.models import Session


def session_day(moment: date) -> str:
    """The day of a session as documents print it."""
    return date_format(moment, "l j F Y")


def date_back_documents(session: Session, length: timedelta, days: Mapping[str, str]) -> None:
    """Issue the documents of `session` earlier by `length`; `days` are what the words say, and should say.

    Only the sample may do this, before anybody has seen them: they are not drawn yet.
    """
    for document in Document.objects.filter(booking__session=session, rendered_at=None):
        before = document.issued_at
        document.issued_at = before - length
        document.snapshot = _reworded(document.snapshot, days | _days(before, document.issued_at))
        document.save(update_fields=["issued_at", "snapshot"])


def _days(before: datetime, after: datetime) -> dict[str, str]:
    old, new = timezone.localdate(before), timezone.localdate(after)
    return {date_format(old, "j F Y"): date_format(new, "j F Y"), old.isoformat(): new.isoformat()}


def _reworded(snapshot: dict, days: Mapping[str, str]) -> dict:
    text = json.dumps(snapshot, ensure_ascii=False)
    for wrong, right in days.items():
        text = text.replace(wrong, right)
    return dict(json.loads(text))
