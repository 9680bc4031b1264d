"""What those who wait are written."""

from datetime import UTC, datetime

import pytest

from attendees.emails.waiting_messages import queue_offer_lapsed, queue_seats_offered, queue_waiting_confirmation
from attendees.models import Booking, OutboxMessage
from attendees.services.offers import lapse_offer
from tests.factories import make_workshop
from tests.factories_waiting import make_full_session, make_offer, make_over, make_waiting

pytestmark = pytest.mark.django_db

JANUARY = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)
JULY = datetime(2027, 7, 15, 8, 30, tzinfo=UTC)


def the(kind):
    return OutboxMessage.objects.get(kind=kind)


def written_again(booking, ends_at):
    """The offer's message as it reads with another end."""
    OutboxMessage.objects.filter(kind="seats_offered").delete()
    Booking.objects.filter(pk=booking.pk).update(hold_ends_at=ends_at)
    booking.refresh_from_db()
    booking.waiting_entry.booking = booking
    queue_seats_offered(booking.waiting_entry, sends_at=ends_at)
    return the("seats_offered")


@pytest.mark.parametrize(
    ("ends_at", "words"),
    [(JANUARY, "Friday 15 January 2027, 9am GMT"), (JULY, "Thursday 15 July 2027, 9:30am BST")],
)
def test_offer_says_until_when_in_the_zone_of_the_session(ends_at, words):
    message = written_again(make_offer(), ends_at)

    assert [words in text for text in (message.subject, message.text, message.html)] == [True, True, True]
    assert message.due_at == ends_at


def test_offer_of_one_free_seat_reads_so():
    make_offer()

    text = the("seats_offered").text
    assert "A seat has come free, and we keep it for you until" in text
    assert "It is free, as promised." in text
    assert "If you do nothing, the seat goes to the next person then. Nothing is charged." in text


def test_offer_to_a_party_names_number_and_price():
    make_offer(quantity=3, price_pence=9550)

    message = the("seats_offered")
    assert message.subject.startswith("We keep 3 seats for you until")
    assert "3 seats have come free, and we keep them for you until" in message.text
    assert "The price is £286.50: 3 places at £95.50, as promised." in message.text


def test_no_link_in_an_offer_answers_it():
    """Mail programs and their guards open every link."""
    make_offer()

    message = the("seats_offered")
    assert [word in message.text + message.html for word in ("/accept/", "/decline/")] == [False, False]


def test_lapsed_offer_is_told_kindly():
    booking = make_over(make_offer(quantity=2))
    lapse_offer(booking_id=booking.pk)

    text = the("offer_lapsed").text
    assert "We kept 2 seats for you until" in text
    assert "so we have offered them to the next person" in text
    assert "Nothing was charged." in text


def test_each_message_is_written_once():
    booking = make_over(make_offer())
    lapse_offer(booking_id=booking.pk)
    entry = booking.waiting_entry
    entry.refresh_from_db()

    queue_waiting_confirmation(entry)
    queue_seats_offered(entry, sends_at=JANUARY)
    queue_offer_lapsed(entry)

    kinds = OutboxMessage.objects.filter(to=entry.email).order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["offer_lapsed", "seats_offered", "waiting_joined"]


def test_names_and_titles_stay_as_they_are_in_plain_text():
    workshop = make_workshop(title="Love & loss")
    session = make_full_session(workshop=workshop)
    make_waiting(session, name="Siân O’Neill <S>")

    message = the("waiting_joined")
    assert message.subject == "You are on the waiting list: Love & loss"
    assert ("Dear Siân O’Neill <S>," in message.text, "Siân O’Neill &lt;S&gt;" in message.html) == (True, True)
