"""Names put right on certificates, by several hands at once."""

from functools import partial

import pytest

from attendees.enums import Decision
from attendees.services.attendance import mark_attendance
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.correcting import correct_certificate_name
from certificates.services.issuing import confirm_and_issue
from certificates.services.revoking import revoke_certificate
from tests.factories import make_past_session, make_place
from tests.races.together import FEW, kinds, run_together

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def certificates():
    session = make_past_session()
    places = [make_place(session=session, name="Priya Nair") for _ in range(FEW)]
    for place in places:
        mark_attendance(place_id=place.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    confirm_and_issue(session_id=session.pk, by="user:1")
    return list(Certificate.objects.all())


def correct(certificate, name):
    return partial(correct_certificate_name, certificate_id=certificate.pk, name=name, by="attendee")


def test_two_corrections_at_once_make_one_version(certificates):
    for certificate in certificates:
        outcomes = run_together(correct(certificate, "Príya Nair"), correct(certificate, "Priya Náir"))

        assert kinds(outcomes) == {"Certificate": 1, "NameRefusedError": 1}
        states = Certificate.objects.filter(place=certificate.place).order_by("version").values_list("state", flat=True)
        assert list(states) == [CertificateState.SUPERSEDED, CertificateState.ISSUED]


def test_correction_against_revoking_is_one_or_the_other(certificates):
    for certificate in certificates:
        outcomes = run_together(
            correct(certificate, "Príya Nair"),
            partial(revoke_certificate, certificate_id=certificate.pk, by="user:1", reason="Not there."),
        )

        found = {type(outcome).__name__ for outcome in outcomes}
        certificate.refresh_from_db()
        versions = Certificate.objects.filter(place=certificate.place).count()
        assert (found, certificate.state, versions) in [
            ({"Certificate", "MoveRefusedError"}, CertificateState.SUPERSEDED, 2),
            ({"NameRefusedError", "Certificate"}, CertificateState.REVOKED, 1),
        ]
