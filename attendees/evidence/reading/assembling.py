"""From a draft to a report: dates understood, stays made, people gathered, everything else accounted for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from attendees.evidence.enums import Kind
from attendees.evidence.reading.addresses import read_address
from attendees.evidence.reading.clock import Clock
from attendees.evidence.reading.dates import read_moment
from attendees.evidence.reading.decoding import DAMAGED
from attendees.evidence.reading.durations import read_seconds
from attendees.evidence.reading.entries import Draft, Entry
from attendees.evidence.reading.events import pair_events
from attendees.evidence.reading.fitting import late_start, refuse_other_days, refuse_other_hours
from attendees.evidence.reading.ignoring import NO_NAME, OUTSIDE, ignored, ignored_line
from attendees.evidence.reading.ordering import decide_orders, words_for_order
from attendees.evidence.reading.people import gather
from attendees.evidence.reading.sightings import NO_TIME, Sighting, sight_all
from attendees.evidence.reading.words import spoken_days
from attendees.evidence.report import Ignored, Report, SessionFacts, Stay

TOTALS_ONLY = "totals only: breaks cannot be told apart"
NO_DATES = "the file holds no dates, so it cannot be checked against the session"
NONE = "no dates in the file"
LONGEST_TITLE = 300
NO_TIMES = "the file names who was there, but gives no times: each person is to be reviewed"
WAITING = "time in the waiting room"
DAMAGED_ROW = "damaged: the name or the address cannot be read"


def assemble(draft: Draft, session: SessionFacts, *, day_first: bool | None) -> Report:
    """Raises AmbiguousDatesError and OtherSessionError."""
    if draft.needs_columns:
        return Report(kind=draft.kind, label=draft.kind.label, needs_columns=draft.needs_columns)
    entries, dropped = _sort_out(draft.entries)
    written = [text for entry in entries for text in (entry.joined, entry.left) if text]
    others = [draft.meeting.starts, draft.meeting.ends, *draft.other_dates]
    moments = {text: read_moment(text) for text in dict.fromkeys([*written, *others])}
    orders = decide_orders(moments, written, days=session.dates, day_first=day_first)
    clock = Clock(moments, session, orders, is_utc=draft.is_utc)
    sightings = pair_events(entries, clock) if draft.has_events else sight_all(entries, clock, session)
    loose = [ignored_line(line, OUTSIDE) for line in draft.loose]
    report = _with_meeting(draft, clock)
    _refuse_other_sessions(sightings, report, session)
    report = replace(
        report,
        people=gather(
            (each for each in sightings if not each.other_day),
            host=read_address(draft.meeting.host) or draft.meeting.host,
        ),
        ignored=_in_order([*draft.ignored, *dropped, *_set_aside(sightings, session), *loose]),
        dates=_dates(draft, words_for_order(moments, orders, session.dates), session),
    )
    return replace(report, notes=_notes(report, draft, sightings, session))


def _with_meeting(draft: Draft, clock: Clock) -> Report:
    """What the file says of the meeting itself."""
    meeting = draft.meeting
    starts, ends, seconds = clock.moment(meeting.starts), clock.moment(meeting.ends), read_seconds(meeting.duration)
    if seconds is None and starts and ends and starts <= ends:
        seconds = int((ends - starts).total_seconds())
    return Report(
        kind=draft.kind,
        label=draft.kind.label,
        title=meeting.title[:LONGEST_TITLE],
        starts_at=starts,
        ends_at=ends,
        minutes=None if seconds is None else seconds // 60,
    )


def _sort_out(entries: Sequence[Entry]) -> tuple[list[Entry], list[Ignored]]:
    """Rows about somebody, and those that nobody can be made of."""
    kept, dropped = [], []
    for entry in entries:
        if DAMAGED in entry.name or DAMAGED in entry.email:
            dropped.append(ignored(entry.line, entry.name or entry.email, DAMAGED_ROW))
        elif not entry.name and not read_address(entry.email):
            dropped.append(ignored(entry.line, entry.email, NO_NAME))
        else:
            kept.append(entry)
    return kept, dropped


def _refuse_other_sessions(sightings: Sequence[Sighting], report: Report, session: SessionFacts) -> None:
    stays = [sighting.stay for sighting in sightings if sighting.stay]
    starts = [report.starts_at] if report.starts_at else []
    refuse_other_days([stay.start for stay in stays] or starts, session)
    refuse_other_hours(_stays(sightings), session)


def _stays(sightings: Iterable[Sighting]) -> list[Stay]:
    """Of the session's days."""
    return [each.stay for each in sightings if each.stay and not each.other_day and not each.entry.is_waiting]


def _set_aside(sightings: Iterable[Sighting], session: SessionFacts) -> Iterable[Ignored]:
    for sighting in sightings:
        entry = sighting.entry
        who = entry.name or entry.email
        if sighting.other_day and sighting.stay:
            day = sighting.stay.start.astimezone(session.zone).date()
            yield ignored(entry.line, who, f"on another day: {spoken_days([day])}")
        elif entry.is_waiting:
            yield ignored(entry.line, who, WAITING)
        elif sighting.doubt not in {"", NO_TIME} and not sighting.stay:
            yield ignored(entry.line, who, sighting.doubt)


def _in_order(ignored_lines: Iterable[Ignored]) -> tuple[Ignored, ...]:
    return tuple(sorted(ignored_lines, key=lambda each: each.line))


def _dates(draft: Draft, order: str, session: SessionFacts) -> str:
    """How dates and hours were understood."""
    if not order:
        return NONE
    zone = "UTC" if draft.is_utc else session.zone.key
    return f"{order}; hours as in {zone}"


def _notes(report: Report, draft: Draft, sightings: Sequence[Sighting], session: SessionFacts) -> tuple[str, ...]:
    stays = _stays(sightings)
    has_totals = any(person.total_minutes is not None for person in report.people)
    is_timeless = bool(report.people) and not has_totals and not stays and draft.kind is not Kind.PASTED
    notes = [
        *draft.notes,
        TOTALS_ONLY if has_totals and not stays else "",
        NO_DATES if has_totals and report.dates == NONE else "",
        NO_TIMES if is_timeless else "",
        late_start(stays, session),
    ]
    return tuple(note for note in notes if note)
