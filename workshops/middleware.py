"""What every request passes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from workshops.queries import provider_known_once


class ProviderMiddleware:
    """Looks the provider up once for a request, however many pages, messages and rules ask for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with provider_known_once():
            return self.get_response(request)
