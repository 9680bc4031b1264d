"""Who is here, since when, and how that is known."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import Decision, StaySource
from attendees.models import AccessNeed, Attendance, AttendanceFile, Stay
from attendees.run_sheet import Counts, counts_of, latest_arrivals, people_of
from tests.factories import make_past_session, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_past_session()


def seen(place, minutes, source=StaySource.SCAN):
    """A moment, so many minutes after the start."""
    moment = place.session.starts_at + timedelta(minutes=minutes)
    return Stay.objects.create(place=place, source=source, starts_at=moment, by="user:1")


def places(session, *names):
    return [make_place(session=session, name=name) for name in names]


def test_counts_of_nobody(session):
    assert counts_of(session) == Counts(
        expected=0, unnamed=0, here=0, proposed=0, to_review=0, confirmed=0, needs=0, reports_open=0, queries_open=0
    )


def test_each_person_counts_once_however_often_they_were_seen(session):
    ann, bo, cy = places(session, "Ann", "Bo", "Cy")
    for minutes in (1, 2, 3):
        seen(ann, minutes)
    seen(bo, 5)
    Attendance.objects.create(place=ann, decision=Decision.REVIEW, decided_by="x", decided_at=timezone.now())
    Attendance.objects.create(place=bo, decision=Decision.ABSENT, decided_by="x", decided_at=timezone.now())
    now = timezone.now()
    Attendance.objects.create(place=cy, decision=Decision.ABSENT, decided_by="x", decided_at=now, confirmed_at=now)
    AccessNeed.objects.create(place=cy, text="A seat near the door", consented_at=now)
    AttendanceFile.objects.create(session=session, name="a", sha256="0", label="a", sealed=b"0", uploaded_by="x")

    counts = counts_of(session)

    assert (counts.expected, counts.here, counts.missing) == (3, 2, 1)
    assert (counts.proposed, counts.to_review, counts.confirmed) == (2, 1, 1)
    assert (counts.needs, counts.reports_open, counts.queries_open) == (1, 1, 0)


def test_people_are_shown_with_what_first_showed_that_they_came(session):
    ann, bo = places(session, "Ann", "Bo")
    seen(ann, 9, StaySource.SCAN)
    first = seen(ann, 2, StaySource.JOINED)

    found = [(place.attendee_name, place.here_since, place.shown_by) for place in people_of(session)]

    assert found == [("Ann", first.starts_at, "joined"), ("Bo", None, None)]
    assert [place.pk for place in people_of(session, only_missing=True)] == [bo.pk]


def test_total_without_times_shows_that_they_came(session):
    [ann] = places(session, "Ann")
    file = AttendanceFile.objects.create(session=session, name="a", sha256="0", label="a", sealed=b"0", uploaded_by="x")
    Stay.objects.create(place=ann, source=StaySource.REPORT, file=file, total_minutes=300, by="user:1")

    assert [(place.here_since, place.shown_by) for place in people_of(session)] == [(None, "report")]
    assert list(people_of(session, only_missing=True)) == []
    assert list(latest_arrivals(session)) == []


def test_place_without_a_name_is_nobody_who_is_missing(session):
    make_place(session=session, name="", email="")

    assert (list(people_of(session, only_missing=True)), counts_of(session).missing) == ([], 0)
    assert people_of(session).count() == 1


@pytest.mark.parametrize("words", ["ann", "ann@", "code", "reference"])
def test_people_are_found_by_name_address_place_and_booking(session, words):
    ann, _ = places(session, "Ann", "Bo")
    typed = {"code": ann.code, "reference": ann.booking.reference.lower(), "ann@": ann.attendee_email}.get(words, words)

    assert [place.pk for place in people_of(session, words=typed)] == [ann.pk]


def test_latest_arrivals_come_first(session):
    ann, bo, _ = places(session, "Ann", "Bo", "Cy")
    seen(ann, 1)
    seen(bo, 4)

    assert [place.pk for place in latest_arrivals(session)] == [bo.pk, ann.pk]


def test_people_of_other_sessions_are_not_counted(session):
    seen(make_place(session=make_past_session(), name="Ann"), 1)

    assert (counts_of(session).expected, counts_of(session).here, list(people_of(session))) == (0, 0, [])
