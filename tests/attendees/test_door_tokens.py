"""The seal in the QR code of a place."""

import pytest

from attendees.door_tokens import door_link, door_token, place_of_token
from attendees.services.naming import hand_over
from tests.factories import make_place
from tests.factories_places import make_attendee, make_named

pytestmark = pytest.mark.django_db


def test_token_leads_to_its_place():
    place = make_place()

    assert place_of_token(door_token(place)) == place


@pytest.mark.parametrize("spelling", [str.upper, str.lower, lambda token: f" {token} "])
def test_token_is_read_in_any_spelling(spelling):
    place = make_place()

    assert place_of_token(spelling(door_token(place))) == place


def test_whole_address_is_read_as_scanners_type_it():
    place = make_place()

    assert place_of_token(f"{door_link(place)}\n") == place


@pytest.mark.parametrize("token", ["", "-", "nonsense", "/", "ZZZZ-ZZZZ-0123456789abcdef"])
def test_nonsense_leads_nowhere(token):
    assert place_of_token(token) is None


def test_code_of_a_place_without_its_seal_or_with_another_leads_nowhere():
    place, other = make_place(), make_place()

    for token in (place.code, f"{place.code}-", f"{place.code}-{door_token(other).rpartition('-')[2]}"):
        assert place_of_token(token) is None


def test_token_ends_when_the_place_is_handed_over():
    place = make_named()
    token = door_token(place)

    hand_over(place_id=place.pk, person=make_attendee("Ada Lovelace", "ada@example.org"), by="booker")

    assert place_of_token(token) is None


def test_token_of_an_earlier_key_is_still_read(settings):
    place = make_place()
    token = door_token(place)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "y" * 40

    assert (place_of_token(token), door_token(place) == token) == (place, False)
