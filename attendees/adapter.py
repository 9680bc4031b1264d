"""Where django-allauth meets our outbox."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Account emails go through the outbox like every other message."""
