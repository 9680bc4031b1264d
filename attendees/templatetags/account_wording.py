"""Wording of pages that others wrote."""

from django import template

register = template.Library()


@register.filter
def sentence_case(text: str) -> str:
    """ "Confirm Email Address" as we would write it: "Confirm email address"."""
    words = " ".join(text.split())
    return words[:1].upper() + words[1:].lower()
