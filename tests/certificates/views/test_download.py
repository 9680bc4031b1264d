"""The PDF, for its owner alone."""

import hashlib

import pytest

from certificates.enums import CertificateState
from certificates.links import download_link
from certificates.models import Certificate
from tests.factories import make_organiser, make_user

pytestmark = pytest.mark.django_db


def body(answer):
    return b"".join(answer.streaming_content)


def test_it_works_for_the_holder(client, certificate, holder):
    client.force_login(holder)

    answer = client.get(certificate.download_path)

    assert hashlib.sha256(body(answer)).hexdigest() == certificate.sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="Certificate {certificate.number}.pdf"'


def test_link_in_the_email_needs_no_account(client, certificate):
    answer = client.get(download_link(certificate))

    assert (answer.status_code, body(answer)[:5]) == (200, b"%PDF-")


def test_organiser_may_download(client, certificate):
    client.force_login(make_organiser())

    assert body(client.get(certificate.download_path))[:5] == b"%PDF-"


def test_anonymous_visitor_finds_nothing(client, certificate):
    assert client.get(certificate.download_path).status_code == 404


def test_another_attendee_finds_nothing(client, certificate):
    client.force_login(make_user())

    assert client.get(certificate.download_path).status_code == 404


@pytest.mark.parametrize("key", ["", "wrong"])
def test_wrong_key_finds_nothing(client, certificate, key):
    assert client.get(f"{certificate.download_path}?key={key}").status_code == 404


def test_unknown_number_looks_like_a_forbidden_one(client, certificate):
    unknown = client.get("/certificates/LEC-2026-00000-00000/download/")
    forbidden = client.get(certificate.download_path)

    assert (unknown.status_code, unknown.content) == (404, forbidden.content)


def test_pdf_that_is_still_being_made_says_so(client, certificate, holder):
    Certificate.objects.update(rendered_at=None)
    client.force_login(holder)

    answer = client.get(certificate.download_path)

    assert answer.status_code == 202
    assert "is being made" in answer.content.decode()


def test_pdf_is_not_kept_by_caches(client, certificate, holder):
    client.force_login(holder)
    answer = client.get(certificate.download_path)
    body(answer)

    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("state", [CertificateState.REVOKED, CertificateState.SUPERSEDED])
def test_withdrawn_certificate_is_not_handed_out_any_more(client, certificate, state):
    Certificate.objects.update(state=state)

    answer = client.get(download_link(certificate))

    assert answer.status_code == 410
    assert certificate.number in answer.content.decode()


def test_organiser_still_sees_a_withdrawn_one(client, certificate):
    Certificate.objects.update(state=CertificateState.REVOKED)
    client.force_login(make_organiser())

    assert body(client.get(certificate.download_path))[:5] == b"%PDF-"
