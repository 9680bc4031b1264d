"""A slip in the name is put right at once, as a new version; what is more than a slip is not."""

import pytest

from attendees.enums import PlaceState
from attendees.models import OutboxMessage, Place
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.correcting import NameNeedsApprovalError, NameRefusedError, correct_certificate_name
from certificates.services.issuing import issue_certificates
from certificates.services.rendering import make_pdf
from certificates.services.revoking import revoke_certificate
from workshops.models import StateChange, Workshop

pytestmark = pytest.mark.django_db


def correct(certificate, name):
    return correct_certificate_name(certificate_id=certificate.pk, name=name, by="attendee")


def test_slip_becomes_a_new_version_and_the_old_one_says_so(certificate):
    newer = correct(certificate, "  Príya   Nair ")

    certificate.refresh_from_db()
    assert (certificate.state, certificate.replaced_by, certificate.snapshot["name"]) == (
        CertificateState.SUPERSEDED,
        newer,
        "Priya Nair",
    )
    assert (newer.state, newer.version, newer.snapshot["name"]) == (CertificateState.ISSUED, 2, "Príya Nair")
    assert newer.snapshot["replaces"] == certificate.number


def test_every_other_word_stays_as_it_was_issued(certificate):
    Workshop.objects.update(title="Another title by now")
    made_anew = {"name", "number", "version", "replaces", "verify_url", "issued_on"}

    newer = correct(certificate, "Príya Nair")

    former, latter = certificate.snapshot, newer.snapshot
    assert {key for key in former if former[key] != latter[key]} <= made_anew
    assert latter["verify_url"].endswith(newer.verify_path)


def test_new_file_is_made_and_told_of_once(certificate, committed):
    with committed():
        newer = correct(certificate, "Príya Nair")

    make_pdf(certificate_id=newer.pk)
    newer.refresh_from_db()
    keys = OutboxMessage.objects.filter(kind="certificate_ready").values_list("key", flat=True)
    assert bool(newer.rendered_at)
    assert len(keys) == len(set(keys)) == 2


def test_place_takes_the_name_so_that_issuing_again_changes_nothing(certificate):
    correct(certificate, "Príya Nair")

    issued = issue_certificates(session_id=certificate.place.session_id)

    place = Place.objects.get(pk=certificate.place_id)
    assert (issued.made, issued.had, place.attendee_name) == (0, 1, "Príya Nair")
    assert place.changes.get().before == "Priya Nair"


def test_change_is_audited(certificate):
    correct(certificate, "Príya Nair")

    change = StateChange.objects.get(subject="certificates.certificate", subject_id=certificate.pk)
    assert (change.by, change.from_state, change.to_state) == ("attendee", "issued", "superseded")


@pytest.mark.parametrize("name", ["Grace Hopper", "Priya Shah", "Priya"])
def test_more_than_a_slip_is_for_an_organiser(certificate, name):
    with pytest.raises(NameNeedsApprovalError, match="more than a slip"):
        correct(certificate, name)

    assert Certificate.objects.get().state == CertificateState.ISSUED


def test_third_time_is_for_an_organiser(certificate):
    twice = correct(correct(certificate, "Príya Nair"), "Priya Naïr")

    with pytest.raises(NameNeedsApprovalError, match="twice already"):
        correct(twice, "Priya Nair")


def test_slip_by_slip_nobody_becomes_somebody_else(certificate):
    once = correct(certificate, "Priyaa Nair")

    with pytest.raises(NameNeedsApprovalError, match="more than a slip"):
        correct(once, "Priyaan Nair")


@pytest.mark.parametrize(("name", "why"), [("", "Enter the full name"), ("…", "Enter"), ("Priya  Nair", "already")])
def test_unfit_name_is_refused(certificate, name, why):
    with pytest.raises(NameRefusedError, match=why):
        correct(certificate, name)


def test_revoked_certificate_keeps_its_name(certificate):
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Not there.")

    with pytest.raises(NameRefusedError, match="does not hold any more"):
        correct(certificate, "Príya Nair")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"attendee_name": "Grace Hopper"}, "in the name of Grace Hopper"),
        ({"state": PlaceState.RELEASED}, "given back"),
    ],
)
def test_place_that_is_somebody_elses_by_now_refuses(certificate, change, why):
    Place.objects.filter(pk=certificate.place_id).update(**change)

    with pytest.raises(NameRefusedError, match=why):
        correct(certificate, "Príya Nair")
