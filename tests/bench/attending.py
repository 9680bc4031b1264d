"""Reports to measure with, and what is measured of them. These functions run inside the site's settings (see inside.py)."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendees.enums import BookingState, PlaceState
from attendees.models import AttendanceFile, Booking, Place, User
from attendees.services.applying import apply_file
from attendees.services.evidence_files import upload_file
from tests.bench.data import make_provider_as_printed
from tests.factories import make_organiser, make_session
from workshops.models import Session, TimetablePart

FIRST = ("Ada", "Ben", "Chloe", "Dev", "Eleri", "Femi", "Grace", "Hugh", "Imani", "Joan", "Kit", "Lena", "Mo", "Niamh")
LAST = (
    "Abara",
    "Byrne",
    "Cole",
    "Dhillon",
    "Evans",
    "Farah",
    "Grant",
    "Hughes",
    "Ito",
    "Jones",
    "Khan",
    "Lowe",
    "Mair",
)
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
# Hours after the start at which somebody comes and goes.
STAYS = ((0, 1.4), (1.5, 2.5), (3.5, 4.6), (4.5, 6))
BATCH = 1000


def make(*, people: int) -> dict[str, int]:
    """A session of yesterday with so many places; the number of its report's rows, four a person."""
    with transaction.atomic():
        session = _session(people)
        names = [_name(number) for number in range(people)]
        _book(session, names)
    return {"session_id": session.pk, "rows": _report(session, names).count("\n")}


def _session(people: int) -> Session:
    make_provider_as_printed()
    start = (timezone.now() - timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    session = make_session(starts_at=start, ends_at=start + timedelta(hours=6), capacity=people, places_taken=people)
    hours = ((0, 2.5, True), (2.5, 3.5, False), (3.5, 6, True))
    TimetablePart.objects.bulk_create(
        TimetablePart(
            session=session,
            title=f"From {begin} h",
            starts_at=start + timedelta(hours=begin),
            ends_at=start + timedelta(hours=end),
            is_teaching=taught,
        )
        for begin, end, taught in hours
    )
    return session


def _name(number: int) -> str:
    """All different, though forenames and surnames come again."""
    rest, first = divmod(number, len(FIRST))
    rest, last = divmod(rest, len(LAST))
    return f"{FIRST[first]} {chr(65 + rest % 26)}{chr(97 + rest // 26)}{LAST[last].lower()} {LAST[last]}"


def _book(session: Session, names: list[str]) -> None:
    now = timezone.now()
    bookings = Booking.objects.bulk_create(
        (
            Booking(
                session=session,
                booker_name=name,
                booker_email=_email(number),
                total_pence=0,
                consented_at=now,
                state=BookingState.CONFIRMED,
                confirmed_at=now,
            )
            for number, name in enumerate(names)
        ),
        batch_size=BATCH,
    )
    ticket = session.ticket_types.get()
    Place.objects.bulk_create(
        (
            Place(
                booking=booking,
                session=session,
                ticket_type=ticket,
                state=PlaceState.CONFIRMED,
                price_pence=0,
                attendee_name=booking.booker_name,
                attendee_email=booking.booker_email,
            )
            for booking in bookings
        ),
        batch_size=BATCH,
    )


def _email(number: int) -> str:
    return f"person{number}@example.org"


def _report(session: Session, names: list[str]) -> str:
    """Of fifty people one is written otherwise than booked, and nine more without an address."""
    rows = [HEADER]
    for number, name in enumerate(names):
        shown = f"{name}x" if number % 50 == 0 else name
        email = "" if number % 5 == 0 else _email(number)
        rows += [f"{shown},{email},{_clock(session, begin)},{_clock(session, end)},60,Yes" for begin, end in STAYS]
    return "\n".join(rows)


def _clock(session: Session, hours: float) -> str:
    return f"{session.local_start + timedelta(hours=hours):%Y-%m-%d %H:%M:%S}"


def upload(*, session_id: int, rounds: int) -> dict[str, float]:
    session = Session.objects.get(pk=session_id)
    names = list(session.places.order_by("pk").values_list("attendee_name", flat=True))
    content = _report(session, names).encode()
    keep = lambda: upload_file(session_id=session_id, name="report.csv", content=content, by="bench")  # noqa: E731
    return _measured(keep) | {"file_kb": round(len(content) / 1024)}


def plan(*, session_id: int, rounds: int) -> dict[str, float]:
    """The organisers' page of the plan, as a web process draws it; the first look, and the best of those that follow."""
    file = AttendanceFile.objects.defer("sealed").get(session_id=session_id)
    organiser = User.objects.filter(is_superuser=True).first() or make_organiser()
    with override_settings(LECTERN_STAFF_NEED_SECOND_FACTOR=False):
        client = Client(SERVER_NAME="localhost")
        client.force_login(organiser, backend="django.contrib.auth.backends.ModelBackend")
        path = f"/admin/workshops/session/{session_id}/reports/{file.pk}/"
        first = _measured(lambda: _look(client, path))
        later = [_measured(lambda: _look(client, path)) for _ in range(rounds)]
    return {
        "first_s": first["seconds"],
        "seconds": min(each["seconds"] for each in later),
        "cpu_s": min(each["cpu_s"] for each in later),
        "queries": later[-1]["queries"],
        "bytes": len(client.get(path).content),
        "peak_mb": _peak_mb(),
    }


def _look(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def apply(*, session_id: int, rounds: int) -> dict[str, float]:
    """Writing the stays, and proposing attendance for everybody."""
    file = AttendanceFile.objects.defer("sealed").get(session_id=session_id)
    return _measured(lambda: apply_file(file_id=file.pk, by="bench"))


def apply_again(*, session_id: int, rounds: int) -> dict[str, float]:
    """Which changes nothing."""
    return apply(session_id=session_id, rounds=rounds)


def _measured(action: Callable[[], object]) -> dict[str, float]:
    """Wall and processor seconds, queries, and the most memory that this process has taken up to then."""
    began, used = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        action()
    return {
        "seconds": round(time.perf_counter() - began, 3),
        "cpu_s": round(time.process_time() - used, 3),
        "queries": len(queries),
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text()
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024, 1)
