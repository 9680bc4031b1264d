"""Anyone can check a certificate."""

import pytest
from django.core.cache import cache

from certificates.enums import CertificateState
from certificates.models import Certificate
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def test_it_works(client, certificate):
    page = client.get(f"/verify/{certificate.number}/").content.decode()

    for words in (
        "This certificate is genuine",
        "Priya Nair",
        "Endings: the last six sessions",
        "5½ hours",
        "5 h 30 min",
    ):
        assert words in page


def test_number_is_asked_for_and_found_however_it_is_typed(client, certificate):
    typed = f" {certificate.number.lower().replace('-', ' - ')} "

    answer = client.get("/verify/", {"number": typed}, follow=True)

    assert "This certificate is genuine" in answer.content.decode()


def test_email_and_booking_are_never_shown(client, certificate):
    page = client.get(certificate.verify_path).content.decode()

    assert ("priya@example.org" in page, certificate.place.booking.reference in page) == (False, False)


def test_it_shows_what_was_issued_whatever_is_true_now(client, certificate):
    place = certificate.place
    place.attendee_name = "Somebody Else"
    place.save()

    assert "Somebody Else" not in client.get(certificate.verify_path).content.decode()


def test_unknown_number_says_so(client):
    answer = client.get("/verify/LEC-2026-00000-00000/")

    assert answer.status_code == 404
    assert "No such certificate" in answer.content.decode()


@pytest.mark.parametrize("number", ["x", "<script>", "a" * 500, "%00", "LEC-2026-", "’"])
def test_nonsense_is_not_found(client, number):
    answer = client.get(f"/verify/{number}/")

    assert answer.status_code == 404
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the number"),
        ("£££", "not a whole certificate number"),
        ("x" * 201, "too long"),
        ("LEC-2026-7QK4M-9TXW", "not a whole"),
    ],
)
def test_unfit_number_gets_a_sentence(client, typed, sentence):
    answer = client.get("/verify/", {"number": typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_revoked_certificate_says_so(client, certificate):
    Certificate.objects.update(state=CertificateState.REVOKED)

    page = client.get(certificate.verify_path).content.decode()

    assert ("was revoked" in page, "is genuine" in page) == (True, False)


def test_replaced_certificate_leads_to_the_new_one(client, certificate):
    Certificate.objects.update(state=CertificateState.SUPERSEDED)
    new = Certificate.objects.create(
        number="LEC-2026-AAAAA-BBBBB",
        place=certificate.place,
        replaces=certificate,
        version=2,
        snapshot=certificate.snapshot,
        issued_at=certificate.issued_at,
    )

    assert f"/verify/{new.number}/" in client.get(certificate.verify_path).content.decode()


def test_known_and_unknown_cost_the_same_queries(client, certificate, django_assert_num_queries):
    cache.clear()
    for number in (certificate.number, "LEC-2026-00000-00000"):
        with django_assert_num_queries(2):
            client.get(f"/verify/{number}/")


def test_guessing_is_slowed_down(client):
    answers = [client.get(f"/verify/LEC-2026-{n:05d}-00000/").status_code for n in range(61)]

    assert (answers[:60], answers[60]) == ([404] * 60, 429)


def test_result_page_is_kept_out_of_search_engines(client, certificate):
    assert 'name="robots" content="noindex"' in client.get(certificate.verify_path).content.decode()


def test_signed_in_attendee_sees_the_same(client, certificate):
    client.force_login(make_user())

    assert "This certificate is genuine" in client.get(certificate.verify_path).content.decode()


def test_versions_are_listed_once_there_are_two(client, certificate):
    alone = client.get(certificate.verify_path).content.decode()
    Certificate.objects.update(state=CertificateState.SUPERSEDED)
    new = Certificate.objects.create(
        number="LEC-2026-AAAAA-BBBBB",
        place=certificate.place,
        replaces=certificate,
        version=2,
        snapshot=certificate.snapshot,
        issued_at=certificate.issued_at,
    )

    page = client.get(new.verify_path).content.decode()

    assert ("Versions</h2>" in alone, "Versions</h2>" in page) == (False, True)
    assert f'<a href="{certificate.verify_path}">{certificate.number}</a>: issued on ' in page
