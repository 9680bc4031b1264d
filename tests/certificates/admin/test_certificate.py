"""Certificates: looked at, drawn again, revoked and restored."""

import pytest

from certificates.enums import CertificateState
from certificates.models import Certificate
from tests.certificates.admin.pages import make_certificate, rendered
from tests.workshops.admin.clients import act, organiser_client, send, staff_client
from workshops.models import StateChange

pytestmark = pytest.mark.django_db
LIST = "/admin/certificates/certificate/"


def page(certificate, step="change"):
    return f"{LIST}{certificate.pk}/{step}/"


def test_try_again_action_resets_what_failed_and_refuses_what_is_made():
    failed, made = make_certificate(error="No font", attempts=8), make_certificate(**rendered())

    told = act(organiser_client(), LIST, "try_again", failed, made)

    failed.refresh_from_db()
    assert sorted(told) == sorted([f"Certificate {made} has its PDF already.", f"Trying again: {failed}."])
    assert (failed.attempts, failed.error) == (0, "")


def test_try_again_step_tells_the_last_error():
    failed = make_certificate(error="No font", attempts=8)

    facts = organiser_client().get(page(failed, "try-again")).context["step"].facts

    assert facts == ["Last error: No font"]


def test_try_again_step_resets_the_attempts():
    failed = make_certificate(error="No font", attempts=8)

    send(organiser_client(), page(failed, "try-again"))

    failed.refresh_from_db()
    assert failed.attempts == 0


def test_revoke_step_revokes_and_keeps_the_reason():
    certificate = make_certificate()

    told = send(organiser_client(), page(certificate, "revoke"), reason="Marked by mistake")

    certificate.refresh_from_db()
    assert (told, certificate.state) == ([f"Revoked: {certificate}."], CertificateState.REVOKED)
    assert StateChange.objects.get(subject="certificates.certificate").reason == "Marked by mistake"


def test_revoke_step_without_a_reason_changes_nothing():
    certificate = make_certificate()

    organiser_client().post(page(certificate, "revoke"), {"reason": ""})

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.ISSUED


def test_restore_step_restores():
    certificate = make_certificate(state=CertificateState.REVOKED)

    send(organiser_client(), page(certificate, "restore"), reason="It was right after all")

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.ISSUED


def test_restore_step_refuses_one_that_was_not_revoked():
    certificate = make_certificate()

    told = send(organiser_client(), page(certificate, "restore"), reason="Oops")

    assert told == ["This certificate is issued, so it cannot become issued."]


@pytest.mark.parametrize("step", ["try-again", "revoke", "restore"])
def test_steps_without_permission_are_forbidden(step):
    certificate = make_certificate(error="No font", attempts=8)

    response = staff_client("certificates.view_certificate").post(page(certificate, step), {"reason": "No"})

    certificate.refresh_from_db()
    assert (response.status_code, certificate.state, certificate.attempts) == (403, CertificateState.ISSUED, 8)


@pytest.mark.parametrize(
    ("fields", "titles"),
    [
        ({"error": "No font"}, ["Try again", "Revoke"]),
        (rendered(), ["Revoke"]),
        (rendered() | {"state": CertificateState.REVOKED}, ["Restore"]),
        (rendered() | {"state": CertificateState.SUPERSEDED}, []),
    ],
)
def test_form_offers_only_the_steps_that_are_open(fields, titles):
    certificate = make_certificate(**fields)

    offered = organiser_client().get(page(certificate)).context["actions_detail"]

    assert [step["title"] for step in offered] == titles


@pytest.mark.parametrize(
    ("fields", "words"), [({}, "Being made"), ({"error": "No font"}, "Failed"), (rendered(), "Open PDF")]
)
def test_list_says_how_far_the_pdf_is(fields, words):
    make_certificate(**fields)

    assert organiser_client().get(LIST).content.decode().count(words) >= 1


@pytest.mark.parametrize(("value", "number"), [("made", 1), ("failed", 1), ("waiting", 2), ("", 4)])
def test_filter_tells_how_far_the_pdf_is(value, number):
    make_certificate()
    make_certificate()
    make_certificate(error="No font")
    make_certificate(**rendered())

    found = organiser_client().get(LIST, {"pdf": value} if value else {}).context["cl"].result_list

    assert len(found) == number


def test_words_are_shown_as_a_person_reads_them_without_the_signature():
    certificate = make_certificate(name="Siân <Llewellyn>")
    certificate.snapshot |= {"signature": "c2VjcmV0"}
    certificate.save()

    text = organiser_client().get(page(certificate)).content.decode()

    assert "<dt>Minutes</dt><dd>5½ hours (5 h 30 min)</dd>" in text
    assert "<dt>Objectives</dt><dd>to notice; to choose</dd>" in text
    assert "<dt>Signature</dt><dd>An image</dd>" in text
    assert (text.count("c2VjcmV0"), text.count("Siân <Llewellyn>")) == (0, 0)


def test_form_sent_by_hand_is_forbidden_and_changes_nothing():
    certificate = make_certificate()

    response = organiser_client().post(page(certificate), {"state": "revoked", "number": "LEC-1"})

    kept = Certificate.objects.get()
    assert (response.status_code, kept.state, kept.number) == (403, CertificateState.ISSUED, certificate.number)


def test_search_finds_by_name():
    certificate = make_certificate(name="Wilhelmina Okafor")
    make_certificate()

    assert list(organiser_client().get(LIST, {"q": "Okafor"}).context["cl"].result_list) == [certificate]
