"""Taking a place through the invite link, which shows nothing else of the booking."""

from datetime import timedelta

import pytest

from attendees.enums import BookingState
from attendees.links import booking_key
from attendees.models import OutboxMessage, Place
from attendees.place_links import invite_key, invite_link, place_link
from tests.attendees.visitors import allowed, enter
from tests.factories import make_booking, make_session, make_user
from tests.factories_places import make_group, make_named

pytestmark = pytest.mark.django_db
GRACE = {"name": "Grace Hopper", "email": "grace@example.org", "consent": "on"}


def address(booking):
    return f"/bookings/{booking.reference}/claim/"


@pytest.fixture
def group(client):
    """A paid booking of three places, one of them Ada's; this visitor has its invite link."""
    place = make_named(name="Ada Lovelace", email="ada@example.org", session=make_session(price_pence=9500), places=3)
    client.get(invite_link(place.booking))
    return place.booking


def mails():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "to"))


def test_it_works_and_the_key_leaves_the_address(client):
    booking = make_group()

    answer = client.get(invite_link(booking), follow=True)

    assert answer.redirect_chain == [(address(booking), 302)]
    assert "Take your place" in answer.content.decode()


@pytest.mark.parametrize(("kind", "status"), allowed("invited"))
def test_who_may_take_a_place(client, kind, status):
    place = make_named()
    enter(client, kind, place)

    answers = [client.get(address(place.booking)).status_code, client.post(address(place.booking), GRACE).status_code]

    assert answers == [status] * 2


@pytest.mark.parametrize("key", ["", "wrong", "x" * 500])
def test_wrong_key_finds_nothing(client, key):
    assert client.get(f"{address(make_group())}?key={key}").status_code == 404


def test_keys_of_the_booking_and_of_other_bookings_do_not_invite(client):
    mine, other = make_group(), make_group()

    for key in (booking_key(mine.reference), invite_key(other.reference)):
        assert client.get(f"{address(mine)}?key={key}").status_code == 404


def test_invite_key_opens_neither_the_booking_nor_its_places(client, group):
    place = group.places.first()
    for path in (
        f"{group.get_absolute_url()}?key={invite_key(group.reference)}",
        group.get_absolute_url(),
        f"{group.get_absolute_url()}places/",
        f"{place.get_absolute_url()}?key={invite_key(group.reference)}",
        place.get_absolute_url(),
        f"{group.get_absolute_url()}certificates.zip",
    ):
        assert client.get(path).status_code == 404, path


def test_page_shows_no_names_and_no_money(client, group):
    pages = [client.get(address(group)), client.post(address(group), {}), client.post(address(group), GRACE)]

    for page in (answer.content.decode() for answer in pages):
        for secret in (
            "Ada Lovelace",
            "ada@example.org",
            "Edith",
            group.booker_email,
            "£",
            "95.00",
            "https://meet.example/room",
        ):
            assert secret not in page, secret


def test_place_is_taken_and_its_link_sent(client, group):
    answer = client.post(address(group), GRACE)

    assert answer.status_code == 200
    assert "We have written to grace@example.org." in answer.content.decode()
    assert mails() == [("place_confirmed", "grace@example.org")]
    assert Place.objects.get(attendee_email="grace@example.org").changes.get().by == "attendee"


def test_same_answer_for_an_address_that_has_a_place(client, group):
    fresh = client.post(address(group), GRACE).content.decode()
    known = client.post(address(group), GRACE | {"email": "ada@example.org"}).content.decode()

    assert known.replace("ada@example.org", "grace@example.org") == fresh
    assert mails() == [("place_confirmed", "grace@example.org"), ("place_link", "ada@example.org")]
    assert group.places.exclude(attendee_name="").count() == 2


def test_taking_a_place_does_not_open_it_before_the_address_is_shown_to_be_theirs(client, group):
    client.post(address(group), GRACE | {"email": "ada@example.org"})
    client.post(address(group), GRACE)

    for place in group.places.exclude(attendee_name=""):
        assert client.get(place.get_absolute_url()).status_code == 404


def test_link_in_the_message_opens_the_place(client, group, settings):
    client.post(address(group), GRACE)

    link = place_link(Place.objects.get(attendee_email="grace@example.org"))
    assert settings.SITE_URL + link in OutboxMessage.objects.get().text
    assert "Your place is confirmed" in client.get(link, follow=True).content.decode()


def test_signed_in_with_a_verified_address_leads_to_the_place_at_once(client, group):
    client.force_login(make_user("grace@example.org"))

    answer = client.post(address(group), {"name": "Grace Hopper"}, follow=True)

    place = Place.objects.get(attendee_email="grace@example.org")
    assert answer.redirect_chain == [(place.get_absolute_url(), 302)]
    assert place.changes.get().by.startswith("user:")


def test_signed_in_with_an_address_that_is_only_claimed_gets_the_link_by_email(client, group):
    client.force_login(make_user("ada@example.org", verified=False))

    answer = client.post(address(group), {"name": "Eve"})

    assert "We have written to ada@example.org." in answer.content.decode()
    assert client.get(group.places.order_by("pk").first().get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": ""}, "Enter your full name"),
        ({"email": "grace"}, "“grace” has no @."),
        ({"consent": ""}, "Tick the box, so that we may keep your name and email for this place."),
    ],
)
def test_mistake_is_shown_and_what_was_typed_stays(client, group, change, why):
    answer = client.post(address(group), GRACE | change)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert mails() == []


def test_fields_that_the_ticket_asks_appear(client):
    booking = make_group(ticket_fields={"asks_profession": True, "declaration": "I am a nurse."})
    client.get(invite_link(booking))

    refused = client.post(address(booking), GRACE).content.decode()
    client.post(address(booking), GRACE | {"profession": "Nurse", "declared": "on"})

    assert ("Enter the profession." in refused, "I am a nurse." in refused) == (True, True)
    assert Place.objects.get(attendee_email="grace@example.org").profession == "Nurse"


def test_person_whom_the_ticket_is_not_for_reads_why(client):
    booking = make_group(ticket_fields={"email_domains": "nhs.net"})
    client.get(invite_link(booking))

    answer = client.post(address(booking), GRACE)

    assert answer.status_code == 422
    assert "is for addresses that end in @nhs.net" in answer.content.decode()


def test_when_every_place_is_taken_the_page_says_so(client):
    booking = make_named(places=1).booking
    client.get(invite_link(booking))

    shown, sent = client.get(address(booking)), client.post(address(booking), GRACE)

    assert "Every place of this booking is taken." in shown.content.decode()
    assert "we have just sent its link to your address once more" in sent.content.decode()


@pytest.mark.parametrize("state", [BookingState.CANCELLED, BookingState.EXPIRED])
def test_booking_that_ended_gives_no_places(client, state):
    booking = make_group(state=state)
    client.get(invite_link(booking))

    assert "This booking is over" in client.get(address(booking)).content.decode()


def test_after_the_cut_off_the_page_says_so(client):
    booking = make_group(session=make_session(starts_in=timedelta(hours=1)))
    client.get(invite_link(booking))

    assert "Names could be given and changed until" in client.get(address(booking)).content.decode()


def test_someone_with_a_booking_of_their_own_gets_the_link_to_their_place_there(client, group):
    own = make_booking(session=group.session, name="Grace Hopper", email="grace@example.org")

    client.post(address(group), GRACE)

    message = OutboxMessage.objects.get()
    assert (message.kind, place_link(own.places.get()) in message.text) == ("place_link", True)
