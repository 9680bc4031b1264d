"""What stands at the head of the organisers' pages."""

from django.http import HttpRequest
from django.templatetags.static import static

from workshops.queries import current_provider


def provider_name(request: HttpRequest) -> str:
    """The provider's name, looked up once for each page."""
    if not hasattr(request, "lectern_provider_name"):
        request.lectern_provider_name = current_provider().name
    return request.lectern_provider_name


def stylesheet(request: HttpRequest) -> str:
    """Our own sheet. Its address is hashed, so it is known only once the static files are collected."""
    return static("admin_lectern/admin.css")


def icon(request: HttpRequest) -> str:
    """The site's icon, at its hashed address."""
    return static("icon.svg")
