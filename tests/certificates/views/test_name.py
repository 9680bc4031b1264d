"""The page on which the holder of a certificate puts the name right."""

import pytest

from attendees.models import Place
from attendees.place_links import place_link
from certificates.links import download_link, name_link
from certificates.models import Certificate, NameRequest
from certificates.services.name_requests import request_name
from certificates.services.revoking import revoke_certificate
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def page_of(certificate):
    return f"/certificates/{certificate.number}/name/"


@pytest.fixture
def own(client, holder):
    client.force_login(holder)
    return client


def test_slip_leads_to_the_new_certificate(own, certificate):
    answer = own.post(page_of(certificate), {"name": "Príya Nair"}, follow=True)

    newer = Certificate.objects.get(version=2)
    page = answer.content.decode()
    assert answer.redirect_chain == [(newer.verify_path, 302)]
    assert ("The name is put right." in page, "Príya Nair" in page) == (True, True)


def test_another_name_becomes_a_request(own, certificate):
    answer = own.post(page_of(certificate), {"name": "Priya Shah", "note": "I married in May."}, follow=True)

    asked = NameRequest.objects.get()
    assert (asked.name, asked.note, Certificate.objects.count()) == ("Priya Shah", "I married in May.", 1)
    assert "We have your request." in answer.content.decode()
    assert 'you asked for “<span dir="auto">Priya Shah</span>”' in own.get(page_of(certificate)).content.decode()


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "Enter the full name"), ("Priya Nair", "already"), ("x" * 201, "at most 200")]
)
def test_unfit_name_gets_a_sentence(own, certificate, name, sentence):
    answer = own.post(page_of(certificate), {"name": name})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_second_request_gets_a_sentence(own, certificate):
    request_name(certificate_id=certificate.pk, name="Priya Shah")

    answer = own.post(page_of(certificate), {"name": "Grace Hopper"})

    assert (answer.status_code, "You have asked us already" in answer.content.decode()) == (422, True)


def test_revoked_certificate_has_no_form(own, certificate):
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Not there.")

    page = own.get(page_of(certificate)).content.decode()

    assert ("does not hold any more" in page, "Put the name right</button>" in page) == (True, False)


def test_link_in_the_email_opens_it(client, certificate):
    answer = client.post(name_link(certificate), {"name": "Príya Nair"})

    assert (answer.status_code, Certificate.objects.count()) == (302, 2)


def test_link_of_the_place_opens_it(client, certificate):
    client.get(place_link(certificate.place))

    assert client.get(page_of(certificate)).status_code == 200


def test_link_that_went_to_the_booker_does_not(client, certificate):
    Place.objects.update(attendee_email="", user=None)

    answers = [client.get(link(certificate)) for link in (name_link, download_link)]

    assert [answer.status_code for answer in answers] == [404, 200]
    answers[1].close()


@pytest.mark.parametrize("who", ["anonymous", "other attendee", "organiser"])
def test_nobody_else_finds_it(client, certificate, who):
    if who != "anonymous":
        client.force_login(make_user("other@example.org", is_superuser=who == "organiser"))

    answers = [client.get(page_of(certificate)), client.post(page_of(certificate), {"name": "Príya Nair"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Certificate.objects.count() == 1


def test_unknown_number_is_not_found(own):
    assert own.get("/certificates/LEC-2026-00000-00000/name/").status_code == 404
