"""The terms on changing one's mind, in templates."""

from django import template

from attendees.policy_words import cancelling, passing_on

register = template.Library()
register.filter("cancelling", cancelling)
register.filter("passing_on", passing_on)
