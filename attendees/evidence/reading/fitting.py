"""Whether a report is of the session that it is read for."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from attendees.evidence.errors import OtherSessionError
from attendees.evidence.reading.clock import days_of, near_a_day
from attendees.evidence.reading.words import spoken_days, spoken_hours_of_day
from attendees.evidence.report import SessionFacts, Stay
from workshops.foundation.durations import exact_hours

LATE = timedelta(minutes=30)


def refuse_other_days(moments: Collection[datetime], session: SessionFacts) -> None:
    """Raises OtherSessionError where not one of the moments is on a day of the session."""
    dates = session.dates
    if not moments or any(near_a_day(moment, session.zone, dates) for moment in moments):
        return
    days = days_of(moments, session)
    sentence = f"The report is of {spoken_days(days)}, and the session is on {spoken_days(dates)}."
    if {_turned(day) for day in days} & set(dates):
        raise OtherSessionError(
            f"{sentence} Day and month seem to have changed places, as happens when Excel opens a report: "
            "export it again and upload it without opening it."
        )
    raise OtherSessionError(f"{sentence} Export the report of this session.")


def refuse_other_hours(stays: Sequence[Stay], session: SessionFacts) -> None:
    """Raises OtherSessionError where nobody was there at any time of the session."""
    if not stays or any(_overlaps(stay, session) for stay in stays):
        return
    start, end = min(stay.start for stay in stays), max(stay.end or stay.start for stay in stays)
    zone = session.zone
    raise OtherSessionError(
        f"Everyone in the report was there from {spoken_hours_of_day(start.astimezone(zone), end.astimezone(zone))}, and "
        f"the session is from {spoken_hours_of_day(session.starts_at.astimezone(zone), session.ends_at.astimezone(zone))}. "
        f"It is the report of another meeting, or the account that wrote it is set to another time zone than {zone.key}: "
        "set that and export it again."
    )


def late_start(stays: Sequence[Stay], session: SessionFacts) -> str:
    """A note where nobody at all was there when the session began: perhaps half of it, or another time zone."""
    first = min((stay.start for stay in stays), default=session.starts_at)
    if len(session.dates) > 1 or first - session.starts_at < LATE:
        return ""
    after = exact_hours((first - session.starts_at) // timedelta(minutes=1))
    return (
        f"nobody was there before {first.astimezone(session.zone):%H:%M}, {after} after the start: either this is one "
        f"file of several, or the account that wrote it is set to another time zone than {session.zone.key}"
    )


def _overlaps(stay: Stay, session: SessionFacts) -> bool:
    return stay.start < session.ends_at and (stay.end is None or stay.end > session.starts_at)


def _turned(day: date) -> date | None:
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else None
