"""A picture of a session's parts and of one person's stays: where each stands. The page draws it as SVG, day by day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.utils.formats import date_format

from attendees.enums import StaySource
from attendees.models import Stay
from attendees.session_evidence import has_length
from workshops.models import Session

LANE_HEIGHT = 44
BAR_TOP = 20
BAR_HEIGHT = 16
SCALE_HEIGHT = 28
# On a phone there is room for so many steps between hours; these steps are easy to count in.
MOST_STEPS = 5
STEPS = (1, 2, 3, 4, 6)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A stretch: its left edge and length in percent of the width. `kind` is what it is, for its colour."""

    kind: str
    left: str
    length: str
    top: int
    words: str
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A moment without a length."""

    left: str
    top: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One row of the picture with its name; heights are pixels from the top."""

    name: str
    text_top: int
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Hour:
    left: str
    words: str
    # The first and the last one stand inside the picture.
    anchor: str


@dataclass(frozen=True, kw_only=True)
class DayPicture:
    """One day of the session, by its own clocks."""

    title: str
    description: str
    lanes: tuple[Lane, ...]
    hours: tuple[Hour, ...]
    height: int
    hours_top: int
    lines_end: int


@dataclass(frozen=True)
class _Window:
    start: datetime
    end: datetime

    def holds(self, start: datetime, end: datetime) -> bool:
        return (start < self.end and end > self.start) or self.start <= start == end <= self.end

    def at(self, moment: datetime) -> float:
        """In percent from the left, cut to the picture."""
        return min(max((moment - self.start) / (self.end - self.start), 0.0), 1.0) * 100


def timeline_of(session: Session, stays: Sequence[Stay], sentence: str = "") -> list[DayPicture]:
    """A picture for each day. Totals have no place in it: the table beside it names them. Reads prefetched parts."""
    placed = [stay for stay in stays if stay.starts_at]
    return [_picture(session, day, placed, sentence) for day in _days(session, placed)]


def _days(session: Session, stays: Iterable[Stay]) -> list[date]:
    parts = [part.starts_at for part in session.parts.all()] or [session.starts_at, session.ends_at]
    moments = [*parts, *(stay.starts_at for stay in stays if stay.starts_at)]
    return sorted({moment.astimezone(session.zone).date() for moment in moments})


def _picture(session: Session, day: date, stays: Sequence[Stay], sentence: str) -> DayPicture:
    window = _window(session, day, stays)
    rows = [_timetable(session, window), *_sources(session, stays, window)]
    lanes = tuple(_lane(name, number, bars, marks) for number, (name, bars, marks) in enumerate(rows))
    lines_end = len(lanes) * LANE_HEIGHT
    when = date_format(day, "l j F Y")
    drawn = ", ".join(lane.name.lower() for lane in lanes)
    return DayPicture(
        title=f"Timetable and stays on {when}",
        description=f"From top to bottom: {drawn}. {sentence[:1].upper()}{sentence[1:]}".strip(),
        lanes=lanes,
        hours=tuple(_hours(session, window)),
        height=lines_end + SCALE_HEIGHT,
        hours_top=lines_end + 18,
        lines_end=lines_end,
    )


def _window(session: Session, day: date, stays: Iterable[Stay]) -> _Window:
    """From the full hour before anything of that day to the full hour after it."""
    midnights = [datetime.combine(day + timedelta(days=n), datetime.min.time(), tzinfo=session.zone) for n in (0, 1)]
    # In UTC: between hours of one zone Python counts by the clock on the wall, which jumps twice a year.
    whole = _Window(*(midnight.astimezone(UTC) for midnight in midnights))
    spans = [(part.starts_at, part.ends_at) for part in session.parts.all()] or [(session.starts_at, session.ends_at)]
    spans += [(stay.starts_at, _end(stay, session)) for stay in stays if stay.starts_at]
    inside = [(max(start, whole.start), min(end, whole.end)) for start, end in spans if whole.holds(start, end)]
    if not inside:
        return whole
    first = min(start for start, _ in inside).astimezone(session.zone)
    start = first.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    hours = max(1, -((start - max(end for _, end in inside)) // HOUR))
    return _Window(start, start + hours * HOUR)


def _end(stay: Stay, session: Session) -> datetime:
    """Where a stay stops in the picture: an unknown end is drawn until the session's."""
    start: datetime = stay.starts_at or session.starts_at
    if stay.ends_at or not has_length(stay):
        return stay.ends_at or start
    return max(start, session.ends_at)


def _timetable(session: Session, window: _Window) -> tuple[str, list[Bar], list[Mark]]:
    parts = list(session.parts.all())
    if not parts:
        whole = _bar(
            "teaching",
            session.starts_at,
            session.ends_at,
            window,
            f"Session {_clocks(session.starts_at, session.ends_at, session)}",
        )
        return "Session", [whole], []
    bars = [
        _bar(
            "teaching" if part.is_teaching else "break",
            part.starts_at,
            part.ends_at,
            window,
            f"{part.title} {_clocks(part.starts_at, part.ends_at, session)}",
        )
        for part in parts
        if window.holds(part.starts_at, part.ends_at)
    ]
    return "Timetable", bars, []


def _sources(session: Session, stays: Sequence[Stay], window: _Window) -> Iterator[tuple[str, list[Bar], list[Mark]]]:
    for source in StaySource:
        shown = [
            stay
            for stay in stays
            if stay.source == source and stay.starts_at and window.holds(stay.starts_at, _end(stay, session))
        ]
        if shown:
            lengths = [_stay_bar(stay, session, window) for stay in shown if has_length(stay)]
            moments = [_mark(stay, session, window) for stay in shown if not has_length(stay)]
            yield str(source.label), lengths, moments


def _stay_bar(stay: Stay, session: Session, window: _Window) -> Bar:
    start: datetime = stay.starts_at or session.starts_at
    is_open = stay.ends_at is None
    end = _end(stay, session)
    words = f"From {_clock(start, session)}, end not known" if is_open else _clocks(start, end, session)
    return _bar("stay", start, end, window, words, is_open=is_open)


def _mark(stay: Stay, session: Session, window: _Window) -> Mark:
    at: datetime = stay.starts_at or session.starts_at
    return Mark(left=f"{window.at(at):.2f}%", top=BAR_TOP + BAR_HEIGHT // 2, words=f"At {_clock(at, session)}")


def _bar(kind: str, start: datetime, end: datetime, window: _Window, words: str, *, is_open: bool = False) -> Bar:
    """What is there can be seen, however short it was."""
    left, right = window.at(start), window.at(end)
    length = max(right - left, 0.4)
    return Bar(kind=kind, left=f"{left:.2f}%", length=f"{length:.2f}%", top=BAR_TOP, words=words, is_open=is_open)


def _lane(name: str, number: int, bars: Iterable[Bar], marks: Iterable[Mark]) -> Lane:
    top = number * LANE_HEIGHT
    return Lane(
        name=name,
        text_top=top + 14,
        bars=tuple(replace(bar, top=bar.top + top) for bar in bars),
        marks=tuple(replace(mark, top=mark.top + top) for mark in marks),
    )


def _hours(session: Session, window: _Window) -> Iterator[Hour]:
    count = int((window.end - window.start) / HOUR)
    step = next((hours for hours in STEPS if count <= hours * MOST_STEPS), STEPS[-1])
    for number in range(0, count + 1, step):
        anchor = "start" if number == 0 else "end" if number == count else "middle"
        at = window.start + number * HOUR
        yield Hour(left=f"{window.at(at):.2f}%", words=_clock(at, session), anchor=anchor)


def _clock(at: datetime, session: Session) -> str:
    return f"{at.astimezone(session.zone):%H:%M}"


def _clocks(start: datetime, end: datetime, session: Session) -> str:
    return f"{_clock(start, session)} to {_clock(end, session)}"
