"""Issuing certificates."""

import re
from typing import ClassVar

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendees.enums import Decision
from attendees.errors import AttendanceRefusedError
from attendees.services.attendance import confirm_attendance, mark_attendance
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.rendering.content import CertificateContent
from certificates.services.issuing import confirm_and_issue, issue_certificates
from tests.factories import make_past_session, make_place, make_provider, make_session, make_workshop

pytestmark = pytest.mark.django_db


def attended(session, decision=Decision.FULL, minutes=None, **fields):
    place = make_place(session=session, **fields)
    mark_attendance(place_id=place.pk, decision=decision, minutes=minutes, by="user:1", reason="Seen there.")
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


def queries_to_issue(count):
    session = make_past_session()
    for _ in range(count):
        attended(session)
    confirm_attendance(session_id=session.pk, by="user:1")
    with CaptureQueriesContext(connection) as asked:
        issue_certificates(session_id=session.pk)
    return [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]


def test_each_certificate_costs_one_insert_and_nothing_else():
    one, three = queries_to_issue(1), queries_to_issue(3)

    inserts = [sum(sql.startswith("INSERT") for sql in asked) for asked in (one, three)]
    assert (len(three) - len(one), inserts) == (2, [1, 3])


PNG = b"\x89PNG\r\n\x1a\n"


class CountingStorage(InMemoryStorage):
    """Keeps files in memory and the names of those that were read."""

    read: ClassVar[list[str]] = []

    def _open(self, name, mode="rb"):
        self.read.append(name)
        return super()._open(name, mode)


def test_signature_is_read_once_for_all_certificates(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.CountingStorage"}}
    provider = make_provider(signature=ContentFile(PNG, name="signature.png"))
    session = make_past_session()
    attended(session)
    attended(session)
    CountingStorage.read.clear()

    run(session)

    snapshots = Certificate.objects.values_list("snapshot", flat=True)
    signatures = [CertificateContent.from_dict(snapshot).signature for snapshot in snapshots]
    assert (CountingStorage.read, signatures) == ([provider.signature.name], [PNG, PNG])
