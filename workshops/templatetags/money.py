"""Amounts in templates."""

from django import template

from workshops.foundation.money import exact_amount, spoken_price

register = template.Library()
register.filter("spoken_price", spoken_price)
register.filter("exact_amount", exact_amount)
