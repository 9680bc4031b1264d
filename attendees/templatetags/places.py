"""The places of a booking, in templates."""

from django import template

from attendees.attendance_words import standing_of
from attendees.models import Place, User
from attendees.overview import overview_of

register = template.Library()
register.simple_tag(overview_of, name="places_overview")
register.filter("standing", standing_of)


@register.filter
def page_for(place: Place, user: User) -> str:
    """Where `user`, who sits in `place`, finds it: in their own booking, or by itself where somebody else booked it."""
    return place.booking.get_absolute_url() if place.booking.user_id == user.pk else place.get_absolute_url()
