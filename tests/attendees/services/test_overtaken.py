"""Messages that nobody needs any more when they are about to be sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import MessageState, PlaceState
from attendees.models import OutboxMessage, Place
from attendees.services.cancelling import cancel_session
from attendees.services.changes import tell_of_change
from attendees.services.naming import hand_over
from attendees.services.outbox import deliver_message
from attendees.services.releasing import cancel_booking
from attendees.services.reminding import send_reminders
from tests.factories import make_session
from tests.factories_places import make_attendee
from tests.factories_telling import make_early_group, make_early_place
from workshops.models import Session

pytestmark = pytest.mark.django_db


def reminded(**fields):
    """A place whose reminder stands in the outbox."""
    place = make_early_place(session=make_session(starts_in=timedelta(hours=20), **fields))
    send_reminders()
    return place


def delivered(kind="reminder"):
    """Whether the message of this kind was sent, and what became of its row."""
    message = OutboxMessage.objects.get(kind=kind)
    was_sent = deliver_message(message_id=message.pk)
    return was_sent, OutboxMessage.objects.filter(pk=message.pk).values_list("state", flat=True).first()


def moved_by(session, **length):
    by = timedelta(**length)
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at + by, ends_at=session.ends_at + by)


def test_reminder_of_a_place_that_stands_is_sent(mailoutbox):
    reminded()

    assert (delivered(), len(mailoutbox)) == ((True, MessageState.SENT), 1)


LOST = {
    "cancelled by the booker": lambda place: cancel_booking(booking_id=place.booking_id, by="booker"),
    "cancelled with its session": lambda place: cancel_session(session_id=place.session_id, by="user:1", reason="Ill."),
    "handed over": lambda place: hand_over(place_id=place.pk, person=make_attendee(), by="booker"),
    "session put off": lambda place: moved_by(place.session, days=30),
    "too late now": lambda place: moved_by(place.session, hours=-12),
    "not wanted any more": lambda place: Session.objects.filter(pk=place.session_id).update(reminds_day=False),
}


@pytest.mark.parametrize("how", LOST)
def test_reminder_of_a_place_that_was_lost_meanwhile_is_withdrawn(mailoutbox, how):
    place = reminded()
    LOST[how](place)

    assert (delivered(), mailoutbox) == ((False, None), [])


def test_reminder_that_names_a_day_that_is_not_the_day_any_more_is_withdrawn_though_one_is_due():
    place = make_early_place(session=make_session(starts_in=timedelta(days=6.9)))
    send_reminders()
    moved_by(place.session, days=-1.6)

    assert (delivered(), send_reminders()) == ((False, None), 1)


def test_new_person_is_told_by_the_confirmation_alone():
    place = reminded()
    hand_over(place_id=place.pk, person=make_attendee(), by="booker")
    delivered()

    assert (send_reminders(), OutboxMessage.objects.filter(kind="reminder").count()) == (0, 0)


def test_follow_up_that_waited_for_days_is_withdrawn():
    place = make_early_place(session=make_session(starts_in=timedelta(hours=-8)))
    send_reminders()
    moved_by(place.session, hours=-12)
    moved_by(Session.objects.get(pk=place.session_id), days=-3)

    assert delivered("follow_up") == (False, None)


@pytest.mark.parametrize(("named", "outcome"), [(3, (False, None)), (2, (True, MessageState.SENT))])
def test_booker_who_has_named_everyone_is_not_asked_again(named, outcome):
    booking = make_early_group(session=make_session(starts_in=timedelta(hours=20)), places=3)
    send_reminders()
    for number, place in enumerate(booking.places.order_by("pk")[:named]):
        Place.objects.filter(pk=place.pk).update(attendee_name="Ada", attendee_email=f"ada{number}@example.org")

    assert delivered("naming_reminder") == outcome


def told_of_change(place):
    before = Session.objects.select_related("workshop").get(pk=place.session_id)
    Session.objects.filter(pk=place.session_id).update(platform="Teams", sequence=1)
    tell_of_change(session_id=place.session_id, before=before, by="user:1")


@pytest.mark.parametrize(
    ("state", "outcome"), [(PlaceState.RELEASED, (False, None)), (PlaceState.CONFIRMED, (True, MessageState.SENT))]
)
def test_change_is_not_told_to_whoever_lost_their_place(state, outcome):
    place = make_early_place()
    told_of_change(place)
    Place.objects.filter(pk=place.pk).update(
        state=state, released_at=timezone.now() if state == PlaceState.RELEASED else None
    )

    assert delivered("session_changed") == outcome


@pytest.mark.parametrize(
    ("state", "outcome"), [(PlaceState.RELEASED, (False, None)), (PlaceState.CONFIRMED, (True, MessageState.SENT))]
)
def test_change_is_told_to_a_booker_as_long_as_a_place_is_left(state, outcome):
    booking = make_early_group(places=1)
    told_of_change(booking.places.get())
    booking.places.update(state=state, released_at=timezone.now() if state == PlaceState.RELEASED else None)

    assert delivered("session_changed") == outcome
