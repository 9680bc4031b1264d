"""Where django-allauth meets our outbox and our wording."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from attendees.emails.compose import store_message
from workshops.queries import current_provider

WRONG_CODE = "This is not the code we expect. Check it and type it again."


class AccountAdapter(DefaultAccountAdapter):
    """Account emails go through the outbox like every other message, marked secret: they hold codes and links."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Write to us if you need it again.",
        "cannot_remove_primary_email": "This is your main address, so it stays. Make another one your main address first.",
        "duplicate_email": "Your account has this address already.",
        "email_password_mismatch": "This email address and password do not match. Try again, or ask for a code instead.",
        "email_taken": "We cannot add this address. Try another one.",
        "enter_current_password": "This is not your current password. Try again.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "This is not your password. Try again.",
        "invalid_or_expired_key": "This link no longer works. Ask for a new one.",
        "invalid_login": "We could not sign you in. Check your email address.",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
        "max_email_addresses": "An account can have up to %d email addresses. Remove one before you add another.",
        "rate_limited": "That was too often in a short time. Wait a few minutes, then try again.",
        "same_as_current": "This is the address you have now. Write the new one.",
        "too_many_login_attempts": "That was too many tries. Wait a few minutes, then try again.",
        "unverified_primary_email": "Confirm an address before you make it your main one.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        shown = {"email": email, "provider": current_provider(), "site_url": settings.SITE_URL, **context}
        message = self.render_mail(template_prefix, email, shown)
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


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Unlink your authenticator app before you add an email address.",
        "cannot_delete_authenticator": "You cannot unlink your authenticator app.",
        "cannot_generate_recovery_codes": "Link an authenticator app before you make recovery codes.",
        "incorrect_code": WRONG_CODE,
        "unverified_email": "Confirm your email address before you link an authenticator app.",
    }
