"""The places of a booking, in templates."""

from django import template

from attendees.overview import overview_of

register = template.Library()
register.simple_tag(overview_of, name="places_overview")
