"""Where django-allauth meets our outbox."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from attendees.emails.compose import store_message


class AccountAdapter(DefaultAccountAdapter):
    """Account emails go through the outbox like every other message, marked secret: they hold codes and links."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context)
        html = next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
        store_message(
            kind="account",
            key=f"account:{secrets.token_hex(16)}",
            to=email,
            subject=message.subject,
            text=message.body,
            html=html,
            secret=True,
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index") if request.user.is_staff else super().get_login_redirect_url(request)
