"""What programs are told of a certificate."""

import pytest

from certificates.enums import CertificateState
from certificates.models import Certificate

pytestmark = pytest.mark.django_db


def ask(client, number):
    return client.get(f"/verify/{number}.json")


def test_answer_says_what_the_page_says(client, certificate):
    snapshot = certificate.snapshot
    version = {
        "number": certificate.number,
        "version": 1,
        "state": "issued",
        "issued_at": certificate.issued_at.isoformat(),
        "url": snapshot["verify_url"],
    }

    answer = ask(client, certificate.number)

    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {
        **version,
        "valid": True,
        "replaces": None,
        "replaced_by": None,
        "issuer": {"name": snapshot["provider_name"], "contact": snapshot["provider_contact"]},
        "content": {
            "name": "Priya Nair",
            "kind": "workshop",
            "title": "Endings: the last six sessions",
            "delivered": snapshot["delivered"],
            "when": snapshot["when"],
            "zone": snapshot["zone"],
            "presenters": snapshot["presenters"],
            "minutes": 330,
            "scheduled_minutes": snapshot["scheduled_minutes"],
            "objectives": snapshot["objectives"],
            "partners": snapshot["partners"],
            "signatory_name": snapshot["signatory_name"],
            "signatory_role": snapshot["signatory_role"],
            "issued_on": snapshot["issued_on"],
        },
        "versions": [version],
    }


def test_history_is_the_same_from_either_version(client, certificate):
    Certificate.objects.update(state=CertificateState.SUPERSEDED)
    new = Certificate.objects.create(
        number="LEC-2026-AAAAA-BBBBB",
        place=certificate.place,
        replaces=certificate,
        version=2,
        snapshot=certificate.snapshot,
        issued_at=certificate.issued_at,
    )

    former, latter = ask(client, certificate.number).json(), ask(client, new.number).json()

    assert (former["valid"], former["replaced_by"], former["replaces"]) == (False, new.number, None)
    assert (latter["valid"], latter["replaced_by"], latter["replaces"]) == (True, None, certificate.number)
    assert former["versions"] == latter["versions"]
    assert [one["state"] for one in former["versions"]] == ["superseded", "issued"]


def test_revoked_one_is_not_valid(client, certificate):
    Certificate.objects.update(state=CertificateState.REVOKED)

    answer = ask(client, certificate.number).json()

    assert (answer["valid"], answer["state"]) == (False, "revoked")


def test_neither_email_nor_booking_is_told(client, certificate):
    text = ask(client, certificate.number).content.decode()

    assert ("priya@example.org" in text, certificate.place.booking.reference in text) == (False, False)


@pytest.mark.parametrize("number", ["LEC-2026-00000-00000", "x", "%00", "a" * 500])
def test_what_is_no_certificate_is_not_found(client, number):
    answer = ask(client, number)

    assert (answer.status_code, answer.json()) == (404, {"error": "not_found"})


def test_guessing_is_slowed_down_together_with_the_page(client):
    for number in range(60):
        client.get(f"/verify/LEC-2026-{number:05d}-00000/")

    answer = ask(client, "LEC-2026-00000-00000")

    assert (answer.status_code, answer.json()) == (429, {"error": "too_many_requests"})
