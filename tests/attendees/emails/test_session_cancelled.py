"""What people read when we cancel a session."""

import pytest
from django.utils import timezone

from attendees.enums import PaymentState
from attendees.models import OutboxMessage, Payment
from attendees.services.cancelling import cancel_session
from attendees.services.releasing import cancel_booking
from tests.factories import make_booking, make_session
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db
REASON = "The presenter is ill & cannot travel."


def cancelled(*, price_pence=0, reason=REASON):
    """The one message that comes of cancelling a session with one booking."""
    booking = make_booking(session=make_session(price_pence=price_pence))
    if price_pence:
        Payment.objects.create(
            booking=booking, amount_pence=price_pence, state=PaymentState.PAID, paid_at=timezone.now(), intent_id="pi_1"
        )
    cancel_session(session_id=booking.session_id, by="user:1", reason=reason)
    return OutboxMessage.objects.get(kind="session_cancelled")


def test_message_says_that_it_was_us_and_why(settings):
    message = cancelled()

    assert message.subject.startswith("Session cancelled: Workshop")
    assert message.text.count("We have had to cancel this session. We are sorry.") == 1
    assert message.text.count(f"Why: {REASON}\n") == 1
    assert message.html.count("Why: The presenter is ill &amp; cannot travel.") == 1
    assert message.text.count(f"announced:\n{settings.SITE_URL}/") == 1


def test_message_with_a_payment_says_what_goes_back():
    message = cancelled(price_pence=9500)

    assert (message.text.count("£95.00 goes back"), message.html.count("£95.00 goes back")) == (1, 1)


def test_message_without_a_payment_says_nothing_of_money():
    message = cancelled()

    assert (message.text.count("£"), message.text.count("card")) == (0, 0)


def test_message_takes_the_session_out_of_calendars():
    [attachment] = cancelled().attachments

    lines = attachment["text"].splitlines()
    assert (attachment["name"], attachment["media_type"]) == ("cancelled.ics", "text/calendar")
    assert [line for line in lines if line.startswith(("STATUS", "SEQUENCE"))] == ["SEQUENCE:1", "STATUS:CANCELLED"]


def test_joining_link_is_in_neither_text_nor_attachment():
    message = cancelled()

    assert message.text.count("meet.example") + message.attachments[0]["text"].count("meet.example") == 0


def test_booking_that_its_booker_ends_after_the_session_was_closed_has_no_reason():
    booking = make_booking(session=make_session(state=SessionState.CANCELLED))

    cancel_booking(booking_id=booking.pk, by="booker")

    message = OutboxMessage.objects.get()
    assert (message.kind, message.text.count("Why:"), message.html.count("Why:")) == ("session_cancelled", 0, 0)


def test_booking_cancelled_by_itself_blames_no_session():
    cancel_booking(booking_id=make_booking().pk, by="booker")

    assert OutboxMessage.objects.get().kind == "booking_cancelled"
