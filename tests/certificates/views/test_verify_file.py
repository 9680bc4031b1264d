"""Whoever was sent a PDF learns whether it is the one that was issued."""

import logging
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.revoking import revoke_certificate
from certificates.uploads import MOST_BYTES
from tests.factories import make_place

pytestmark = pytest.mark.django_db
STRANGE = b"%PDF-1.7\nfrom somewhere else"


@pytest.fixture
def pdf(certificate):
    with certificate.pdf.open("rb") as file:
        return file.read()


def show(client, data, name="certificate.pdf"):
    return client.post("/verify/", {"file": SimpleUploadedFile(name, data, "application/pdf")})


def words(answer):
    return " ".join(answer.content.decode().split())


def replace(certificate):
    Certificate.objects.filter(pk=certificate.pk).update(state=CertificateState.SUPERSEDED)
    return Certificate.objects.create(
        number="LEC-2026-AAAAA-BBBBB",
        place=certificate.place,
        replaces=certificate,
        version=2,
        snapshot=certificate.snapshot,
        issued_at=certificate.issued_at,
    )


def test_file_as_issued_is_genuine(client, certificate, pdf):
    page = words(show(client, pdf, "renamed.pdf"))

    assert "This file is genuine" in page
    assert f"{certificate.number}</span>, exactly as issued, and the certificate is valid." in page
    assert f'href="{certificate.verify_path}"' in page


def test_replaced_file_leads_to_the_new_one(client, certificate, pdf):
    new = replace(certificate)

    page = words(show(client, pdf))

    assert ("This file was replaced" in page, f'href="{new.verify_path}"' in page) == (True, True)


def test_revoked_file_says_since_when(client, certificate, pdf):
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Private words of ours.")

    page = words(show(client, pdf))

    assert ("but the certificate was revoked on " in page, "genuine" in page, "Private" in page) == (True, False, False)


def test_flipped_byte_is_caught_and_the_number_still_leads_to_our_page(client, certificate, pdf):
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1

    page = words(show(client, bytes(changed)))

    assert "This file is not the one that was issued" in page
    assert f'href="{certificate.verify_path}"' in page


@pytest.mark.parametrize("more", [b"", b" LEC-2026-00000-00000"])
def test_strange_file_is_told_the_same_whatever_number_it_names(client, certificate, more):
    page = words(show(client, STRANGE + more))

    assert ("We do not know this file" in page, "00000" in page) == (True, False)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "That file is empty."),
        (b"\x89PNG\r\n\x1a\n", "That is not a PDF."),
        (b"%PDF-" + b"0" * MOST_BYTES, "That file is larger than 5 MB"),
    ],
)
def test_unfit_file_gets_a_sentence(client, data, sentence):
    answer = show(client, data)

    assert (answer.status_code, sentence in words(answer)) == (422, True)


def test_no_file_gets_a_sentence(client):
    answer = client.post("/verify/", {})

    assert (answer.status_code, "Choose the PDF you were given." in words(answer)) == (422, True)


def test_many_files_at_once_are_not_all_kept(client):
    files = {f"file{n}": SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * (MOST_BYTES // 3)) for n in range(3)}

    answer = client.post("/verify/", {**files, "file": SimpleUploadedFile("b.pdf", b"%PDF-1")})

    assert "larger than 5 MB" in words(answer)


def test_form_needs_no_key_so_that_the_page_can_be_sent_from_anywhere(certificate, pdf):
    assert show(Client(enforce_csrf_checks=True), pdf).status_code == 200


def test_file_is_neither_kept_nor_written_down(client, caplog, settings):
    caplog.set_level(logging.DEBUG)
    before = sorted(Path(settings.DATA_DIR).rglob("*.pdf"))

    show(client, STRANGE + b"S" * 4_000_000, "Secretname.pdf")

    assert sorted(Path(settings.DATA_DIR).rglob("*.pdf")) == before
    assert ("Secretname" in caplog.text, "SSSS" in caplog.text) == (False, False)


def test_certificate_without_a_pdf_is_not_found_by_an_empty_hash(client, certificate):
    Certificate.objects.update(sha256="", pdf="", rendered_at=None)

    assert "We do not know this file" in words(show(client, STRANGE))


def test_showing_files_is_slowed_down(client):
    answers = [show(client, STRANGE).status_code for _ in range(31)]

    assert (answers[:30], answers[30]) == ([200] * 30, 429)


def test_other_places_of_the_session_are_not_told_of(client, certificate, pdf):
    make_place(session=certificate.place.session, name="Somebody Else")

    assert "Somebody" not in words(show(client, pdf))
