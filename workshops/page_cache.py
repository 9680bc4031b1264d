"""Keeps the rendered pages that all visitors share, and shows a kept page only while it is true.

A *stamp* says in one query what a page shows: who changed what, and how many seats are taken. A page is kept with
the stamp it was drawn from and is drawn anew when the stamp differs, so not one seat is ever shown wrongly. Someone
who is signed in or has a message waiting neither gets a kept page nor leaves one behind.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

View = Callable[..., HttpResponse]
# Both hold something of one person's: an account, a message.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)


@dataclass(frozen=True)
class KeptPage:
    """A page, and the stamp of what it shows."""

    stamp: str
    etag: str
    content: bytes


def cached_page(stamp: Callable[..., str]) -> Callable[[View], View]:
    """Decorate a view whose page depends on nothing but its path. `stamp` is called with the view's own arguments."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
            response = _shared(request, view, stamp, parts) if is_shareable(request) else view(request, **parts)
            patch_vary_headers(response, ["Cookie"])
            patch_cache_control(response, private=True, no_cache=True)
            return response

        return answer

    return decorate


def is_shareable(request: HttpRequest) -> bool:
    """Whether the answer holds nothing of one person's. Looks at cookies only, so that no session is read."""
    if request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING"):
        return False
    return not any(name in request.COOKIES for name in PERSONAL_COOKIES)


def _shared(request: HttpRequest, view: View, stamp: Callable[..., str], parts: dict[str, Any]) -> HttpResponse:
    # The stamp is taken before the page is drawn: what changes between the two is seen by the next visitor.
    current = stamp(**parts)
    kept = caches["pages"].get(request.path)
    if kept is None or kept.stamp != current:
        response = view(request, **parts)
        if not _may_keep(request, response):
            return response
        kept = KeptPage(current, f'"{hashlib.sha256(response.content).hexdigest()[:32]}"', response.content)
        caches["pages"].set(request.path, kept)
    response = HttpResponse(kept.content, headers={"ETag": kept.etag})
    return get_conditional_response(request, etag=kept.etag, response=response) or response


def _may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    """A page with a cookie or a form's key belongs to one visitor alone."""
    return response.status_code == 200 and not response.cookies and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
