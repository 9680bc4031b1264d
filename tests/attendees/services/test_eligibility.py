"""Whom a ticket type is for."""

import pytest

from attendees.errors import DeclarationMissingError, NotEligibleError, ProofNeededError
from attendees.models import Place
from attendees.people import Attendee
from attendees.services.eligibility import (
    asked_fields,
    person_fields,
    refuse_ineligible,
    refuse_unproven,
    service_key_of,
)
from tests.factories import make_session
from tests.factories_places import make_attendee, make_group

pytestmark = pytest.mark.django_db


def ticket(**fields):
    made = make_session().ticket_types.get()
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def test_ticket_that_asks_nothing_is_for_everyone():
    refuse_ineligible(ticket(), [make_attendee(), make_attendee("Ada", "ada@nowhere.example")])


def test_people_still_to_be_named_are_passed_over():
    strict = ticket(declaration="I am a nurse.", asks_profession=True, email_domains="nhs.net")

    refuse_ineligible(strict, [Attendee(), Attendee(name="  ")])


def test_declaration_has_to_be_made():
    asking = ticket(declaration="I am a nurse.")

    refuse_ineligible(asking, [make_attendee(declared=True)])
    with pytest.raises(DeclarationMissingError, match="I am a nurse"):
        refuse_ineligible(asking, [make_attendee(declared=True), make_attendee("Ada", "ada@example.org")])


@pytest.mark.parametrize(
    ("question", "answers", "missing"),
    [
        ("asks_profession", {"profession": "Nurse"}, "the profession"),
        ("asks_service", {"service": "Leeds and York"}, "the service or employer"),
        (
            "asks_registration",
            {"registration_body": "HCPC", "registration_number": "PYL123"},
            "the professional body",
        ),
    ],
)
def test_what_is_asked_has_to_be_answered(question, answers, missing):
    asking = ticket(**{question: True})

    refuse_ineligible(asking, [make_attendee(**answers)])
    with pytest.raises(NotEligibleError) as refusal:
        refuse_ineligible(asking, [make_attendee()])
    assert str(refusal.value) == f"“Standard” asks for {missing} of Grace Hopper. Fill it in and try again."


@pytest.mark.parametrize("answer", ["", "   ", "–", "..."])
def test_answer_of_no_letters_is_none(answer):
    with pytest.raises(NotEligibleError, match="the registration number"):
        refuse_ineligible(
            ticket(asks_registration=True), [make_attendee(registration_body="BPS", registration_number=answer)]
        )


@pytest.mark.parametrize("address", ["grace@nhs.net", "grace@leeds.nhs.uk", "GRACE@NHS.NET", "grace@a.b.nhs.uk"])
def test_address_at_one_of_the_domains_is_taken(address):
    refuse_ineligible(ticket(email_domains="nhs.net, @nhs.uk"), [make_attendee(email=address)])


@pytest.mark.parametrize("address", ["grace@example.org", "grace@notnhs.uk", "grace@nhs.uk.example", "", "nhs.net"])
def test_other_address_is_refused_with_the_domains(address):
    with pytest.raises(NotEligibleError) as refusal:
        refuse_ineligible(ticket(email_domains="nhs.uk"), [make_attendee(email=address)])
    assert str(refusal.value) == (
        "“Standard” is for addresses that end in @nhs.uk. Give one for Grace Hopper, or choose another ticket."
    )


def test_address_is_proven_only_where_it_decides():
    unproven, proven = make_attendee(email="a@nhs.net"), make_attendee(email="a@nhs.net", proven=True)
    strict = ticket(email_domains="nhs.net")

    refuse_unproven(ticket(), [unproven])
    refuse_unproven(strict, [proven, Attendee()])
    with pytest.raises(ProofNeededError, match="has to be confirmed first"):
        refuse_unproven(strict, [proven, unproven])


def seated(asking, *services):
    """Live places on the ticket, of people from these services."""
    booking = make_group(session=asking.session, places=len(services))
    for place, service in zip(booking.places.order_by("pk"), services, strict=True):
        Place.objects.filter(pk=place.pk).update(
            attendee_name="X", service=service, service_key=service_key_of(service), ticket_type=asking
        )
    return booking


def test_cap_counts_a_service_however_it_is_spelt():
    capped = ticket(asks_service=True, service_cap=2)
    seated(capped, "N.H.S. Leeds & York", "nhs  leeds york")

    with pytest.raises(NotEligibleError) as refusal:
        refuse_ineligible(capped, [make_attendee(service="NHS Leeds–York")])
    assert str(refusal.value) == (
        "“Standard” has at most 2 places for each service, and 2 are taken by NHS Leeds–York. "
        "Name fewer people from there, or write to us."
    )


def test_cap_leaves_other_services_and_the_last_place():
    capped = ticket(asks_service=True, service_cap=2)
    seated(capped, "Leeds")

    refuse_ineligible(capped, [make_attendee(service="Leeds"), make_attendee(service="Hull")])


def test_cap_counts_those_asked_for_together():
    capped = ticket(asks_service=True, service_cap=2)

    with pytest.raises(NotEligibleError, match="none are taken"):
        refuse_ineligible(capped, [make_attendee(service="Leeds")] * 3)


def test_cap_does_not_count_places_given_back_or_the_one_that_changes():
    capped = ticket(asks_service=True, service_cap=2)
    gone, mine = seated(capped, "Leeds", "Leeds").places.order_by("pk")
    Place.objects.filter(pk=gone.pk).update(state="released")

    refuse_ineligible(capped, [make_attendee(service="Leeds")] * 1)
    refuse_ineligible(capped, [make_attendee(service="Leeds")] * 2, exclude_place_id=mine.pk)
    with pytest.raises(NotEligibleError):
        refuse_ineligible(capped, [make_attendee(service="Leeds")] * 2)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Leeds   and York ", "leeds and york"),
        ("St. Mary’s", "st marys"),
        ("ST MARY'S", "st marys"),
        ("South-West", "south west"),
        ("Straße", "strasse"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER N}HS", "nhs"),
        ("मुंबई", "मुंबई"),
        ("–", ""),
        ("", ""),
    ],
)
def test_service_key_is_one_spelling(text, key):
    assert service_key_of(text) == key


def test_service_key_fits_its_column():
    assert len(service_key_of("ß" * 160)) == 160


def test_asked_fields_stand_in_the_order_of_the_form():
    everything = ticket(asks_profession=True, asks_service=True, asks_registration=True)

    assert asked_fields(everything) == ["profession", "service", "registration_body", "registration_number"]
    assert asked_fields(ticket()) == []


def test_columns_of_a_person_are_tidy():
    person = make_attendee("  Grace   Hopper ", " GRACE@Example.org ", service=" Leeds & York ", profession=" Nurse ")

    assert person_fields(person) == {
        "attendee_name": "Grace Hopper",
        "attendee_email": "grace@example.org",
        "profession": "Nurse",
        "service": "Leeds & York",
        "service_key": "leeds york",
        "registration_body": "",
        "registration_number": "",
    }
