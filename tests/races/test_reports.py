"""Reports taken in and applied by several hands at once: one file, one set of stays."""

from functools import partial

import pytest

from attendees.models import AttendanceFile, Stay
from attendees.services.applying import apply_file
from attendees.services.evidence_answers import decide_identity
from attendees.services.evidence_files import upload_file
from tests.factories_evidence import joined, keep, make_day, make_seat, stays_of, zoom
from tests.races.together import run_together

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_uploading_twice_keeps_one_file():
    session = make_day()
    upload = partial(
        upload_file, session_id=session.pk, name="report.csv", content=zoom(joined("Priya Nair")), by="user:1"
    )

    files = run_together(*[upload] * 4)

    assert {file.pk for file in files} == {AttendanceFile.objects.get().pk}


def test_applying_twice_makes_one_set_of_stays():
    session = make_day()
    place = make_seat(session)
    file = keep(session)

    done = run_together(*[partial(apply_file, file_id=file.pk, by="user:1")] * 4)

    assert sorted(each.added for each in done) == [0, 0, 0, 1]
    assert stays_of(place) == [("10:00", "16:00")]


def test_two_reports_at_once_add_up():
    session = make_day()
    place = make_seat(session)
    files = [keep(session, zoom(joined("Priya Nair", first=first))) for first in ("10:00", "13:00", "15:00")]

    run_together(*(partial(apply_file, file_id=file.pk, by="user:1") for file in files))

    assert [first for first, _ in stays_of(place)] == ["10:00", "13:00", "15:00"]
    assert Stay.objects.filter(file__in=files).count() == 3


def test_decision_beside_applying_is_whole_before_or_after():
    session = make_day()
    make_seat(session)
    tom = make_seat(session, "Tom Okafor", "tom@example.org")
    file = keep(session, zoom(joined("Priya Nair"), joined("iPad")))

    run_together(
        partial(apply_file, file_id=file.pk, by="user:1"),
        partial(decide_identity, session_id=session.pk, key="name:ipad", place_id=tom.pk, by="user:1"),
    )
    apply_file(file_id=file.pk, by="user:1")

    assert stays_of(tom) == [("10:00", "16:00")]
