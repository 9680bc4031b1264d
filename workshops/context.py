"""What every page knows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from workshops.queries import current_provider


def provider(request: HttpRequest) -> dict[str, Any]:
    """The provider, looked up only by pages that name it."""
    return {"provider": SimpleLazyObject(current_provider)}
