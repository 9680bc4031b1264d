"""Who comes: people, bookings, payments, attendance and email."""

from django.apps import AppConfig


class AttendeesConfig(AppConfig):
    name = "attendees"
    verbose_name = "Who comes"

    def ready(self) -> None:
        from attendees import receivers  # noqa: F401  (allauth's own signals are the only ones we hear)
