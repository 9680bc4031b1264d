"""Issuing certificates."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from attendees.enums import Decision
from attendees.errors import AttendanceRefusedError
from attendees.services.attendance import mark_attendance
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue, issue_certificates
from tests.factories import make_past_session, make_place, make_provider, make_session, make_workshop

pytestmark = pytest.mark.django_db


def attended(session, decision=Decision.FULL, minutes=None, **fields):
    place = make_place(session=session, **fields)
    mark_attendance(place_id=place.pk, decision=decision, minutes=minutes, by="user:1")
    return place


def run(session):
    return confirm_and_issue(session_id=session.pk, by="user:1")


def test_each_attended_place_gets_one_certificate():
    session = make_past_session()
    places = [attended(session), attended(session)]

    issued = run(session)

    assert (issued.made, issued.had, issued.waiting) == (2, 0, ())
    assert sorted(Certificate.objects.values_list("place_id", flat=True)) == [place.pk for place in places]


def test_running_again_issues_nothing_twice():
    session = make_past_session()
    attended(session)
    run(session)

    again = issue_certificates(session_id=session.pk)

    assert (again.made, again.had, Certificate.objects.count()) == (0, 1, 1)


def test_revoked_certificate_is_not_issued_anew():
    session = make_past_session()
    attended(session)
    run(session)
    Certificate.objects.update(state=CertificateState.REVOKED)

    again = issue_certificates(session_id=session.pk)

    assert (again.made, again.had, Certificate.objects.count()) == (0, 1, 1)


@pytest.mark.parametrize("decision", [Decision.ABSENT, Decision.REVIEW])
def test_absent_and_doubtful_get_none(decision):
    session = make_past_session()
    attended(session, decision, name="Tom Okafor")

    issued = run(session)

    assert (issued.made, issued.waiting) == (0, ("Tom Okafor",))


def test_unmarked_place_gets_none():
    session = make_past_session()
    make_place(session=session, name="Tom Okafor")

    assert run(session).waiting == ("Tom Okafor",)


def test_marked_but_unconfirmed_gets_none():
    session = make_past_session()
    attended(session)

    assert issue_certificates(session_id=session.pk).made == 0


def test_unnamed_place_gets_none():
    session = make_past_session()
    attended(session, name="")

    assert run(session).made == 0


def test_before_the_end_nothing_is_confirmed_or_issued():
    session = make_session()
    make_place(session=session)

    with pytest.raises(AttendanceRefusedError):
        run(session)

    assert Certificate.objects.count() == 0


def test_part_attendance_states_its_own_minutes():
    session = make_past_session()
    attended(session, Decision.PART, minutes=180)
    run(session)

    snapshot = Certificate.objects.get().snapshot
    assert (snapshot["minutes"], snapshot["scheduled_minutes"]) == (180, 330)


def test_snapshot_freezes_what_was_true_on_the_day():
    make_provider(name="Alder Training", signatory_name="Margaret Ellery")
    session = make_past_session(workshop=make_workshop(title="Endings"))
    place = attended(session, name="Nguyễn Thị Hồng")
    run(session)

    place.attendee_name = "Somebody Else"
    place.save()
    session.workshop.title = "Beginnings"
    session.workshop.save()
    make_provider(name="Birch Training")

    snapshot = Certificate.objects.get().snapshot
    assert [snapshot[key] for key in ("name", "title", "provider_name", "signatory_name")] == [
        "Nguyễn Thị Hồng",
        "Endings",
        "Alder Training",
        "Margaret Ellery",
    ]


def test_number_is_long_random_and_readable():
    make_provider(number_prefix="ALD")
    session = make_past_session()
    attended(session)
    attended(session)
    run(session)

    numbers = list(Certificate.objects.values_list("number", flat=True))
    assert all(re.fullmatch(rf"ALD-{timezone.now().year}(-[0-9A-HJKMNP-TV-Z]{{5}}){{2}}", number) for number in numbers)
    assert len(set(numbers)) == 2


def test_second_valid_certificate_of_a_place_is_refused_by_the_database():
    session = make_past_session()
    place = attended(session)
    run(session)

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(number="LEC-1", place=place, snapshot={}, issued_at=timezone.now())


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_grows_by_a_constant_for_each_certificate(count, django_assert_max_num_queries):
    session = make_past_session()
    for _ in range(count):
        attended(session)

    with django_assert_max_num_queries(16 + 4 * count):
        run(session)
