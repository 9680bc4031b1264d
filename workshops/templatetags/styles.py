"""The style sheets that a page asks for."""

from collections.abc import Sequence

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

register = template.Library()


@register.simple_tag
def style_sheets() -> Sequence[str]:
    """One sheet where the storage bundles them (a running site), else its parts, variables first."""
    bundle = getattr(staticfiles_storage, "bundle", "")
    return [bundle] if bundle else list(settings.STYLE_SHEETS)
