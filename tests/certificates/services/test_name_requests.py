"""Names that an organiser has to look at."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from attendees.models import OutboxMessage
from certificates.enums import NAME_REQUEST_MOVES, CertificateState, NameRequestState
from certificates.models import Certificate, NameRequest
from certificates.services.correcting import NameRefusedError, correct_certificate_name
from certificates.services.name_requests import approve_name, decline_name, request_name
from certificates.services.revoking import revoke_certificate
from workshops.foundation.errors import MoveRefusedError
from workshops.models import StateChange
from workshops.services.transitions import transition

pytestmark = pytest.mark.django_db
SEEN = "Marriage certificate seen."


@pytest.fixture
def asked(certificate):
    return request_name(certificate_id=certificate.pk, name="Priya Shah", note="I married.")


def test_request_changes_nothing_yet(asked, certificate):
    certificate.refresh_from_db()

    assert (asked.state, asked.before, asked.name) == (NameRequestState.OPEN, "Priya Nair", "Priya Shah")
    assert certificate.state == CertificateState.ISSUED


def test_second_request_waits_for_the_answer(asked, certificate):
    with pytest.raises(NameRefusedError, match="asked us already"):
        request_name(certificate_id=certificate.pk, name="Priya Shah-Nair")


def test_approved_name_is_a_new_version(asked, certificate):
    newer = approve_name(request_id=asked.pk, by="user:1", reason=SEEN)

    certificate.refresh_from_db()
    asked.refresh_from_db()
    assert (newer.snapshot["name"], certificate.replaced_by) == ("Priya Shah", newer)
    assert (asked.state, asked.answer, newer.place.attendee_name) == (NameRequestState.APPROVED, SEEN, "Priya Shah")
    assert set(StateChange.objects.values_list("by", "reason").filter(reason=SEEN)) == {("user:1", SEEN)}


def test_after_an_approval_slips_count_from_the_approved_name(asked):
    newer = approve_name(request_id=asked.pk, by="user:1", reason=SEEN)

    again = correct_certificate_name(certificate_id=newer.pk, name="Priya Sháh", by="attendee")

    assert again.version == 3


def test_declined_request_leaves_the_certificate_and_tells_why_once(asked, certificate):
    decline_name(request_id=asked.pk, by="user:1", reason="We know two people of these names.")

    certificate.refresh_from_db()
    message = OutboxMessage.objects.get(kind="name_declined")
    assert (certificate.state, message.to) == (CertificateState.ISSUED, "priya@example.org")
    assert "We know two people of these names." in message.text


@pytest.mark.parametrize("decide", [approve_name, decline_name])
def test_decision_needs_a_reason(asked, decide):
    with pytest.raises(NameRefusedError, match="Say "):
        decide(request_id=asked.pk, by="user:1", reason=" ")


@pytest.mark.parametrize("decide", [approve_name, decline_name])
def test_what_was_decided_stays_decided(asked, decide):
    decline_name(request_id=asked.pk, by="user:1", reason="No.")

    with pytest.raises(MoveRefusedError):
        decide(request_id=asked.pk, by="user:2", reason="Yes.")


def test_revoked_certificate_cannot_be_approved_into_a_new_one(asked, certificate):
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Not there.")

    with pytest.raises(NameRefusedError, match="valid any more"):
        approve_name(request_id=asked.pk, by="user:1", reason=SEEN)

    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("came_from", NameRequestState)
@pytest.mark.parametrize("to", NameRequestState)
def test_table_of_moves_decides(asked, came_from, to):
    decided = {} if to == NameRequestState.OPEN else {"decided_at": timezone.now(), "answer": "So."}
    row = NameRequest(pk=asked.pk, place=asked.place, before="A", name="B", state=came_from, created_at=timezone.now())
    for name, value in decided.items():
        setattr(row, name, value)

    if to in NAME_REQUEST_MOVES[came_from]:
        transition(row, to=to, by="user:1", save=tuple(decided))
        assert row.state == to
    else:
        with pytest.raises(MoveRefusedError):
            transition(row, to=to, by="user:1", save=tuple(decided))


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lost", "decided_at": timezone.now()}, "namerequest_state"),
        ({"state": "approved"}, "namerequest_decided"),
        ({"decided_at": timezone.now()}, "namerequest_decided"),
        ({"state": "declined", "decided_at": timezone.now()}, "namerequest_declined_has_answer"),
    ],
)
def test_database_has_the_last_word(asked, change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        NameRequest.objects.filter(pk=asked.pk).update(**change)


def test_only_one_is_open_at_a_time(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        NameRequest.objects.create(place=asked.place, before="A", name="B")
