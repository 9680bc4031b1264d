"""Look-ups of what is offered."""

from workshops.models import Provider


def current_provider() -> Provider:
    """The provider of this installation; one with the default texts while none has been entered."""
    return Provider.objects.filter(pk=1).first() or Provider(pk=1)
