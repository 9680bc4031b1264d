"""The organisers' pages about what is offered.

Sessions are registered higher up (certificates.admin.session), where their roster and certificates can be shown.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from workshops.admin import (
    discount,
    notice,
    page_import,
    partner,
    presenter,
    provider,
    state_change,
    ticket_type,
    vat,
    workshop,
)

__all__ = [
    "discount",
    "notice",
    "page_import",
    "partner",
    "presenter",
    "provider",
    "state_change",
    "ticket_type",
    "vat",
    "workshop",
]

# Signing in goes through allauth, with its rate limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)
