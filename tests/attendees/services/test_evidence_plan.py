"""The plan of a report: who sits where, and what would come of it, before anything does."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendees.models import Attendance, Stay
from attendees.services.applying import apply_file
from attendees.services.evidence_answers import decide_identity
from attendees.services.evidence_plan import plan_file
from tests.factories import make_user
from tests.factories_evidence import joined, keep, make_day, make_seat, whole, zoom, zoom_totals

pytestmark = pytest.mark.django_db


def plan(session, *rows, **options):
    return plan_file(whole(keep(session, zoom(*rows), **options)))


def names(places):
    return [place.attendee_name for place in places]


def matched(found):
    return {found.places[match.place_id].attendee_name: match.how for match in found.found.matched}


def test_people_are_found_by_address_and_by_a_name_of_their_own():
    session = make_day()
    make_seat(session)
    make_seat(session, "Siân Evans", "sian@example.org")
    make_seat(session, "Tom Okafor", "tom@example.org")

    found = plan(session, joined("P. N.", "PRIYA@example.org"), joined('"EVANS, Sian"'), joined("Mystery Guest"))

    assert matched(found) == {"Priya Nair": "address", "Siân Evans": "name"}
    assert [person.name for person in found.found.unknown] == ["Mystery Guest"]
    assert [seat.name for seat in found.unseen] == ["Tom Okafor"]


def test_two_places_of_one_name_are_never_told_by_it():
    session = make_day()
    twins = [make_seat(session, "Sam Field", f"sam{number}@example.org") for number in (1, 2)]

    found = plan(session, joined("Sam Field"))

    [doubt] = found.found.uncertain
    assert set(doubt.suggestions) == {place.pk for place in twins}


def test_every_verified_address_of_the_account_counts():
    session = make_day()
    user = make_user("priya@example.org")
    EmailAddress.objects.create(user=user, email="Priya.Private@example.com", verified=True)
    EmailAddress.objects.create(user=user, email="never-shown@example.com", verified=False)
    make_seat(session, user=user)

    found = plan(session, joined("P", "priya.private@example.com"), joined("Q", "never-shown@example.com"))

    assert matched(found) == {"Priya Nair": "address"}
    assert [person.email for person in found.found.unknown] == ["never-shown@example.com"]


def test_address_of_a_booker_counts_for_their_own_place_only():
    session = make_day()
    booker = make_user("office@trust.example")
    place = make_seat(session, user=booker, booker_email="office@trust.example")
    place.user = None
    place.save()

    found = plan(session, joined("The office", "office@trust.example"))

    assert matched(found) == {}


def test_account_of_a_booker_who_comes_themselves_counts():
    session = make_day()
    booker = make_user("priya@example.org")
    EmailAddress.objects.create(user=booker, email="priya.nair@nhs.example", verified=True)
    place = make_seat(session, user=booker)
    place.user = None
    place.save()

    assert matched(plan(session, joined("P", "priya.nair@nhs.example"))) == {"Priya Nair": "address"}


def test_minutes_are_those_that_applying_would_give():
    session = make_day()
    place = make_seat(session)

    found = plan(
        session, joined("Priya Nair", first="10:00", last="12:00"), joined("Priya Nair", first="11:00", last="14:00")
    )

    assert (found.evidence_of(place.pk).minutes, Stay.objects.count()) == (180, 0)


def test_minutes_hold_what_other_reports_gave():
    session = make_day()
    place = make_seat(session)
    first = keep(session, zoom(joined("Priya Nair", last="12:00")))
    apply_file(file_id=first.pk, by="user:1")

    second = plan(session, joined("Priya Nair", first="15:00"))

    assert second.evidence_of(place.pk).minutes == 180
    assert plan_file(whole(first)).evidence_of(place.pk).minutes == 120


def test_someone_shown_by_another_report_is_not_unseen():
    session = make_day()
    make_seat(session)
    make_seat(session, "Tom Okafor", "tom@example.org")
    apply_file(file_id=keep(session).pk, by="user:1")

    found = plan(session, joined("Tom Okafor"))

    assert [seat.name for seat in found.unseen] == []


def test_decisions_are_for_all_reports_of_the_session():
    session = make_day()
    place = make_seat(session)
    decide_identity(session_id=session.pk, key="name:ipad", place_id=place.pk, by="user:1")
    decide_identity(session_id=session.pk, key="bot@notes.example", place_id=None, by="user:1")

    found = plan(session, joined("iPad"), joined("Notes", "bot@notes.example"))

    assert matched(found) == {"Priya Nair": "decision"}
    assert [person.name for person in found.found.dismissed] == ["Notes"]


def test_caller_without_a_name_is_someone_else_in_each_report():
    session = make_day()
    place = make_seat(session)
    first = plan(session, joined("+44 7700 900123"))
    [caller] = first.found.unknown
    decide_identity(session_id=session.pk, key=first.key_of(caller), place_id=place.pk, by="user:1")

    assert matched(plan_file(first.file)) == {"Priya Nair": "decision"}
    assert [person.name for person in plan(session, joined("+44 7700 900456")).found.unknown] == ["A caller by phone"]


def test_decision_about_someone_known_is_not_of_someone_of_that_name_who_is_not():
    session = make_day()
    place = make_seat(session, "Jamie Sample", "jamie@example.org")
    decide_identity(session_id=session.pk, key="name:bex", place_id=place.pk, by="user:1")

    found = plan(session, joined("Bex"), joined("Bex (Unverified)"))

    assert [match.person.is_unverified for match in found.found.matched] == [False]
    assert [person.is_unverified for person in found.found.unknown] == [True]


def test_confirmed_attendance_is_left_alone():
    session = make_day()
    place = make_seat(session)
    now = timezone.now()
    Attendance.objects.create(place=place, decision="absent", decided_by="user:1", decided_at=now, confirmed_at=now)

    found = plan(session, joined("Priya Nair"))

    assert (found.changes.add, found.changes.remove, found.changes.held) == ((), (), (place.pk,))


def test_telephone_numbers_are_nowhere_in_a_plan():
    session = make_day()
    make_seat(session)

    found = plan(session, joined("07700 900123"), joined("Priya (07700 900456)"), "Call 07700 900789")

    assert "0900" not in repr(found.report).replace(" ", "")


def crowd(size):
    """A session with so many people and twice as many rows, half of them applied."""
    session = make_day(capacity=size)
    for number in range(size):
        make_seat(session, f"Person {number}", f"person{number}@example.org", user=make_user())
    rows = [joined(f"Person {number}", last=last) for number in range(size) for last in ("12:00", "15:00")]
    apply_file(file_id=keep(session, zoom(*rows[:size])).pk, by="user:1")
    return keep(session, zoom(*rows, joined("Unknown")))


def queries(action):
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)


def test_questions_to_the_database_do_not_grow_with_the_report():
    small, large = crowd(2), crowd(7)

    planned = [queries(lambda file=file: plan_file(whole(file))) for file in (small, large)]
    applied = [queries(lambda file=file: apply_file(file_id=file.pk, by="user:1")) for file in (small, large)]

    assert planned == [6, 6]
    assert applied[0] == applied[1]


def test_totals_are_marked():
    session = make_day()
    place = make_seat(session)

    found = plan_file(whole(keep(session, zoom_totals(("Priya Nair", 250)))))

    evidence = found.evidence_of(place.pk)
    assert (evidence.minutes, evidence.is_total_only) == (250, True)
