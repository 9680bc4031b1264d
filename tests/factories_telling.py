"""Places that were booked long ago, so that a reminder's moment finds them there."""

from datetime import timedelta

from django.utils import timezone

from attendees.models import Booking, Place
from tests.factories import make_place
from tests.factories_places import make_group

LONG_AGO = timedelta(days=60)


def long_booked(booking):
    """The booking and its places, as if they had been made and confirmed two months ago."""
    then = timezone.now() - LONG_AGO
    Booking.objects.filter(pk=booking.pk).update(confirmed_at=then)
    Place.objects.filter(booking=booking).update(created_at=then)
    return booking


def make_early_place(**fields):
    """The one place of a booking made long ago."""
    place = make_place(**fields)
    long_booked(place.booking)
    return Place.objects.get(pk=place.pk)


def make_early_group(**fields):
    """A booking of unnamed places, made long ago."""
    return long_booked(make_group(**fields))
