"""Certificates that no longer stand, and those that stand again."""

import pytest

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.revoking import RevocationRefusedError, restore_certificate, revoke_certificate
from tests.certificates.admin.pages import make_certificate
from workshops.foundation.errors import MoveRefusedError
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


def moves():
    found = StateChange.objects.filter(subject="certificates.certificate").order_by("pk")
    return list(found.values_list("from_state", "to_state", "by", "reason"))


def test_revoke_certificate_marks_it_and_notes_why():
    certificate = make_certificate()

    revoked = revoke_certificate(certificate_id=certificate.pk, by="user:1", reason=" Marked by mistake ")

    assert revoked.state == CertificateState.REVOKED
    assert moves() == [("issued", "revoked", "user:1", "Marked by mistake")]


def test_revoke_certificate_changes_nothing_that_was_printed():
    certificate = make_certificate()

    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Mistake")

    kept = Certificate.objects.get()
    assert (kept.number, kept.snapshot, kept.issued_at) == (
        certificate.number,
        certificate.snapshot,
        certificate.issued_at,
    )


@pytest.mark.parametrize("reason", ["", "  "])
def test_revoke_certificate_without_a_reason_is_refused(reason):
    certificate = make_certificate()

    with pytest.raises(RevocationRefusedError, match="Give the reason"):
        revoke_certificate(certificate_id=certificate.pk, by="user:1", reason=reason)

    assert (Certificate.objects.get().state, moves()) == (CertificateState.ISSUED, [])


@pytest.mark.parametrize("state", [CertificateState.REVOKED, CertificateState.SUPERSEDED])
def test_revoke_certificate_refuses_one_that_does_not_stand(state):
    certificate = make_certificate(state=state)

    with pytest.raises(MoveRefusedError):
        revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Mistake")


def test_restore_certificate_lets_it_stand_again():
    certificate = make_certificate(state=CertificateState.REVOKED)

    restore_certificate(certificate_id=certificate.pk, by="user:2", reason="It was right")

    assert Certificate.objects.get().state == CertificateState.ISSUED
    assert moves() == [("revoked", "issued", "user:2", "It was right")]


def test_restore_certificate_refuses_while_the_place_has_another():
    certificate = make_certificate(state=CertificateState.REVOKED)
    other = Certificate.objects.create(
        number="LEC-2", place=certificate.place, snapshot={}, issued_at=certificate.issued_at
    )

    with pytest.raises(RevocationRefusedError, match=f"This place has a valid certificate by now, {other}"):
        restore_certificate(certificate_id=certificate.pk, by="user:1")

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.REVOKED


@pytest.mark.parametrize("state", [CertificateState.ISSUED, CertificateState.SUPERSEDED])
def test_restore_certificate_refuses_one_that_was_not_revoked(state):
    certificate = make_certificate(state=state)

    with pytest.raises(MoveRefusedError):
        restore_certificate(certificate_id=certificate.pk, by="user:1")
