"""Attendance that is decided once more, and what becomes of its certificate."""

import pytest

from attendees.enums import Decision
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, OutboxMessage
from attendees.services.attendance import mark_attendance
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue, issue_certificates
from certificates.services.reopening import reopen_attendance
from certificates.services.revoking import RevocationRefusedError, restore_certificate, revoke_certificate
from tests.factories import make_past_session, make_place
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


def reopen(place, reason="They left at noon."):
    return reopen_attendance(place_id=place.pk, reason=reason, by="user:2")


def mark(place, decision=Decision.PART, minutes=180):
    mark_attendance(place_id=place.pk, decision=decision, minutes=minutes, by="user:2", reason="Left at noon.")


def issue(place):
    return confirm_and_issue(session_id=place.session_id, by="user:2")


def states():
    return list(Certificate.objects.order_by("pk").values_list("version", "state"))


def test_reopening_revokes_the_certificate_with_the_reason(certificate):
    done = reopen(certificate.place, " They left at noon. ")

    attendance = Attendance.objects.get()
    assert (done.revoked, attendance.confirmed_at, attendance.decision) == (certificate, None, Decision.FULL)
    change = StateChange.objects.get(subject="certificates.certificate")
    assert (change.to_state, change.by, change.reason) == ("revoked", "user:2", "They left at noon.")
    noted = StateChange.objects.filter(subject="attendees.attendance").latest("pk")
    assert (noted.subject_id, noted.to_state, noted.reason) == (certificate.place_id, "reopened", "They left at noon.")


def test_reopening_without_a_certificate_opens_the_attendance():
    place = make_place(session=make_past_session(), name="")
    mark(place, Decision.FULL)
    issue(place)

    assert reopen(place).revoked is None
    assert Attendance.objects.get().confirmed_at is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_reopening_without_a_reason_is_refused(certificate, reason):
    with pytest.raises(AttendanceRefusedError, match="Say why"):
        reopen(certificate.place, reason)

    assert states() == [(1, "issued")]


def test_reopening_what_is_open_is_refused():
    place = make_place(session=make_past_session())
    mark(place)

    with pytest.raises(AttendanceRefusedError, match="is not confirmed"):
        reopen(place)


def test_reopened_attendance_earns_nothing_until_it_is_confirmed(certificate):
    reopen(certificate.place)

    issued = issue_certificates(session_id=certificate.place.session_id)

    assert (issued.made, issued.restored, states()) == (0, 0, [(1, "revoked")])


def test_confirming_it_as_it_was_lets_the_certificate_stand_again(certificate):
    reopen(certificate.place)

    issued = issue(certificate.place)

    assert (issued.made, issued.restored, issued.had, states()) == (0, 1, 0, [(1, "issued")])
    assert StateChange.objects.filter(subject="certificates.certificate").latest("pk").by == "user:2"


def test_certificate_that_stands_again_is_not_announced_twice(certificate):
    before = OutboxMessage.objects.filter(kind="certificate_ready").count()
    reopen(certificate.place)

    issue(certificate.place)

    assert (before, OutboxMessage.objects.filter(kind="certificate_ready").count()) == (1, 1)


def test_confirming_other_minutes_issues_a_new_version(certificate):
    reopen(certificate.place)
    mark(certificate.place)

    issued = issue(certificate.place)

    assert (issued.made, issued.restored, states()) == (1, 0, [(1, "revoked"), (2, "issued")])
    new = Certificate.objects.get(state=CertificateState.ISSUED)
    assert (new.replaces, new.snapshot["minutes"], new.snapshot["version"], new.snapshot["replaces"]) == (
        certificate,
        180,
        2,
        certificate.number,
    )


def test_confirming_under_another_name_issues_a_new_version(certificate):
    place = certificate.place
    reopen(place)
    place.attendee_name = "Priya Nair-Jones"
    place.save()

    issue(place)

    assert Certificate.objects.get(state=CertificateState.ISSUED).snapshot["name"] == "Priya Nair-Jones"


def test_reopening_twice_makes_a_third_version(certificate):
    for minutes in (180, 120):
        reopen(certificate.place)
        mark(certificate.place, minutes=minutes)
        issue(certificate.place)

    assert states() == [(1, "revoked"), (2, "revoked"), (3, "issued")]
    assert Certificate.objects.get(version=3).replaces.version == 2


def test_confirming_absence_leaves_the_certificate_revoked(certificate):
    reopen(certificate.place)
    mark(certificate.place, Decision.ABSENT)

    issued = issue(certificate.place)

    assert (issued.made, issued.restored, states()) == (0, 0, [(1, "revoked")])


def test_issuing_again_after_a_new_version_makes_nothing(certificate):
    reopen(certificate.place)
    mark(certificate.place)
    issue(certificate.place)

    again = issue_certificates(session_id=certificate.place.session_id)

    assert (again.made, again.had, again.restored) == (0, 1, 0)


def test_certificate_revoked_for_another_reason_stays_so(certificate):
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Forged")

    issued = issue_certificates(session_id=certificate.place.session_id)

    assert (issued.made, issued.had, issued.restored, states()) == (0, 1, 0, [(1, "revoked")])


def test_certificate_that_stood_again_and_was_then_revoked_for_another_reason_stays_so(certificate):
    reopen(certificate.place)
    issue(certificate.place)
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Forged")

    issued = issue_certificates(session_id=certificate.place.session_id)

    assert (issued.made, issued.had, issued.restored, states()) == (0, 1, 0, [(1, "revoked")])


def test_certificate_of_a_reopened_attendance_cannot_be_restored_by_hand(certificate):
    reopen(certificate.place)

    with pytest.raises(RevocationRefusedError, match="Confirm it on the roster"):
        restore_certificate(certificate_id=certificate.pk, by="user:1")


def test_certificate_with_other_minutes_cannot_be_restored_by_hand(certificate):
    reopen(certificate.place)
    mark(certificate.place)
    issue(certificate.place)
    revoke_certificate(certificate_id=Certificate.objects.get(version=2).pk, by="user:1", reason="Forged")

    with pytest.raises(RevocationRefusedError, match="says other minutes"):
        restore_certificate(certificate_id=certificate.pk, by="user:1")


@pytest.mark.parametrize("path", ["verify_path", "download_path"])
def test_revoked_certificate_leads_to_the_one_that_replaces_it(client, holder, certificate, path):
    reopen(certificate.place)
    mark(certificate.place)
    issue(certificate.place)
    client.force_login(holder)

    page = client.get(getattr(certificate, path)).content.decode()

    new = Certificate.objects.get(version=2)
    in_history = path == "verify_path"
    assert (page.count(f'href="{new.verify_path}"'), "The one that holds now is" in page) == (1 + in_history, True)
