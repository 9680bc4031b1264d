"""What we do when allauth tells that an address was verified, or that someone signed in."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from attendees.models import User
from attendees.services.accounts import claim_bookings


@receiver(email_confirmed)
def claim_on_verification(sender: type, email_address: EmailAddress, **more: Any) -> None:
    claim_bookings(user=email_address.user)


@receiver(user_logged_in)
def claim_on_sign_in(sender: type, user: User, **more: Any) -> None:
    claim_bookings(user=user)
