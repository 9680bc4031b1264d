"""What stands at the head of the organisers' pages."""

from django.http import HttpRequest

from workshops.queries import current_provider


def provider_name(request: HttpRequest) -> str:
    """The provider's name, looked up once for each page."""
    if not hasattr(request, "lectern_provider_name"):
        request.lectern_provider_name = current_provider().name
    return request.lectern_provider_name
