"""Where made-up people with known passwords may exist."""

from django.conf import settings

from workshops.foundation.errors import DomainError


class NotHereError(DomainError):
    """The installation is a real one."""


def refuse_unless_local(command: str) -> None:
    """Raise NotHereError unless the settings say that this is a machine to try things on."""
    if not getattr(settings, "LECTERN_LOCAL", False):
        raise NotHereError(
            f"{command} makes accounts whose passwords everyone knows, so it runs with the local settings only: "
            "set DJANGO_SETTINGS_MODULE to config.settings.local."
        )
