"""What an attendee says would help them: by themselves, read by nobody else, taken back at any time."""

from datetime import timedelta

import pytest

from attendees.links import booking_link
from attendees.models import AccessNeed
from attendees.services.access_needs import state_need
from tests.attendees.visitors import allowed, enter
from tests.factories import make_place
from tests.factories_places import make_named
from workshops.models import Session

pytestmark = pytest.mark.django_db
SAID = {"text": "Captions, and no nuts.", "consents": "on"}


def path_of(place):
    return f"{place.get_absolute_url()}needs/"


@pytest.mark.parametrize(("kind", "status"), allowed("attendee", "attendee_by_link"))
def test_only_whoever_is_named_says_it(client, kind, status):
    place = make_named()
    enter(client, kind, place)

    assert client.get(path_of(place)).status_code == status
    client.post(path_of(place), SAID)
    assert AccessNeed.objects.count() == (1 if status == 200 else 0)


def test_it_is_kept_and_shown_to_themselves(client):
    place = make_named()
    enter(client, "attendee_by_link", place)

    page = client.post(path_of(place), SAID, follow=True).content.decode()

    assert "We have noted it." in page
    assert "You have told the organisers: “Captions, and no nuts.”" in page


@pytest.mark.parametrize("kind", ["owner_by_link", "organiser"])
def test_nobody_else_reads_it_on_the_place(client, kind):
    place = make_named()
    state_need(place_id=place.pk, text="Captions.", consents=True)
    enter(client, kind, place)

    for page in (place.get_absolute_url(), place.booking.get_absolute_url()):
        assert "Captions." not in client.get(page).content.decode()


def test_booker_who_comes_is_led_to_it_from_the_booking(client):
    place = make_place()
    client.get(booking_link(place.booking))

    page = client.get(place.booking.get_absolute_url()).content.decode()

    assert f'href="{path_of(place)}"' in page
    assert client.get(path_of(place)).status_code == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": "Captions."}, "Tick the box, so that we may keep this until the session is over."),
        ({"consents": "on"}, "Write what would help you."),
        ({"text": "x" * 1001, "consents": "on"}, "This is longer than 1,000 characters."),
    ],
)
def test_mistakes_keep_what_was_typed_and_nothing_else(client, data, words):
    place = make_named()
    enter(client, "attendee_by_link", place)

    answer = client.post(path_of(place), data)

    page = answer.content.decode()
    assert (answer.status_code, words in page, data.get("text", "") in page) == (422, True, True)
    assert AccessNeed.objects.count() == 0


def test_box_is_never_ticked_beforehand(client):
    place = make_named()
    state_need(place_id=place.pk, text="Captions.", consents=True)
    enter(client, "attendee_by_link", place)

    page = client.get(path_of(place)).content.decode()

    assert ("Captions." in page, "checked" in page) == (True, False)


def test_it_is_withdrawn_also_after_the_session(client):
    place = make_named()
    state_need(place_id=place.pk, text="Captions.", consents=True)
    session = place.session
    Session.objects.update(
        starts_at=session.starts_at - timedelta(days=31), ends_at=session.ends_at - timedelta(days=31)
    )
    enter(client, "attendee_by_link", place)

    assert f'href="{path_of(place)}"' in client.get(place.get_absolute_url()).content.decode()
    page = client.post(path_of(place), {"do": "withdraw"}, follow=True).content.decode()
    again = client.post(path_of(place), {"do": "withdraw"}, follow=True).content.decode()

    assert ("It is deleted." in page, "There was nothing to delete." in again) == (True, True)
    assert AccessNeed.objects.count() == 0


def test_page_is_not_kept_by_caches(client):
    place = make_named()
    enter(client, "attendee_by_link", place)

    assert "no-store" in client.get(path_of(place))["Cache-Control"]
