"""What people need to take part: with consent, for one place, and gone in time."""

from datetime import timedelta

import pytest

from attendees.enums import BookingState
from attendees.errors import NeedRefusedError
from attendees.models import AccessNeed, Place
from attendees.services.access_needs import delete_old_needs, state_need, withdraw_need
from attendees.services.moving import move_place
from attendees.services.naming import correct_name, hand_over
from attendees.services.places import cancel_places
from attendees.services.releasing import cancel_booking
from attendees.tasks import delete_old_needs as task
from tests.factories import make_past_session, make_place, make_session
from tests.factories_places import make_attendee, make_named

pytestmark = pytest.mark.django_db
TEXT = "A step-free way in."


def state(place, text=TEXT, *, consents=True):
    return state_need(place_id=place.pk, text=text, consents=consents)


def kept():
    return [(need.place_id, need.text) for need in AccessNeed.objects.all()]


def test_need_is_kept_with_the_moment_of_consent():
    place = make_place()

    need = state(place, f"  {TEXT} ")

    assert (kept(), need.consented_at is not None) == ([(place.pk, TEXT)], True)


def test_later_words_take_the_place_of_earlier_ones():
    place = make_place()
    state(place)

    state(place, "Captions.")

    assert kept() == [(place.pk, "Captions.")]


def test_without_consent_nothing_is_kept():
    with pytest.raises(NeedRefusedError, match="Tick the box"):
        state(make_place(), consents=False)
    assert kept() == []


def test_nothing_is_not_kept():
    with pytest.raises(NeedRefusedError, match="Write what would help"):
        state(make_place(), " ")


@pytest.mark.parametrize("make", [lambda: make_place(state=BookingState.CANCELLED), lambda: _past()])
def test_place_that_is_not_to_come_takes_none(make):
    with pytest.raises(NeedRefusedError, match="not to come any more"):
        state(make())


def _past():
    return make_place(session=make_past_session())


def test_need_is_taken_back_at_any_time():
    place = make_place()
    state(place)
    other = make_place()
    state(other)

    assert (withdraw_need(place_id=place.pk), withdraw_need(place_id=place.pk)) == (True, False)
    assert kept() == [(other.pk, TEXT)]


def test_need_goes_when_the_place_is_given_back():
    place, stays = make_named(), make_place()
    state(place)
    state(stays)

    cancel_places(booking_id=place.booking_id, place_ids=[place.pk], by="booker")

    assert kept() == [(stays.pk, TEXT)]


def test_need_goes_when_the_booking_is_cancelled():
    place = make_place()
    state(place)

    cancel_booking(booking_id=place.booking_id, by="booker")

    assert kept() == []


def test_need_goes_when_the_place_is_handed_over():
    place = make_named()
    state(place)

    hand_over(place_id=place.pk, person=make_attendee("Ada Lovelace", "ada@example.org"), by="booker")

    assert kept() == []


def test_need_stays_when_a_name_is_put_right():
    place = make_named()
    state(place)

    correct_name(place_id=place.pk, name="Grace B Hopper", by="attendee")

    assert kept() == [(place.pk, TEXT)]


def test_need_moves_along_to_another_date():
    place = make_named()
    state(place)
    ticket = make_session(workshop=place.session.workshop).ticket_types.get()

    moved = move_place(place_id=place.pk, ticket=ticket, by="attendee").place

    assert kept() == [(moved.pk, TEXT)]
    assert Place.objects.get(pk=place.pk).is_live is False


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_needs_are_deleted_a_week_after_the_session(days, left):
    place = make_place()
    state(place)
    place.session.starts_at -= timedelta(days=30 + days, hours=8)
    place.session.ends_at -= timedelta(days=30 + days, hours=7)
    place.session.save()

    assert (delete_old_needs(), len(kept())) == (1 - left, left)


def test_how_long_is_a_setting(settings):
    settings.LECTERN_NEEDS_DAYS = 0
    state(make_place(session=make_session(starts_in=timedelta(hours=1))))
    AccessNeed.objects.get().place.session.__class__.objects.update(
        starts_at=make_past_session().starts_at, ends_at=make_past_session().ends_at
    )

    assert (task(), kept()) == (1, [])
