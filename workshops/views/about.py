"""Short pages about the site itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

ROBOTS = """User-agent: *
Disallow: /my/
Disallow: /bookings/
Disallow: /places/
Disallow: /door/
Disallow: /sessions/*/book/
Disallow: /sessions/*/wait/
Disallow: /certificates/
Disallow: /accounts/
Disallow: /admin/
Disallow: /verify/
Allow: /verify/$

Sitemap: {site_url}/sitemap.xml
"""


def help_page(request: HttpRequest) -> HttpResponse:
    """`/help/`."""
    return render(request, "workshops/help.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """`/accessibility/`."""
    return render(request, "workshops/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """`/privacy/`."""
    context = {"report_days": settings.LECTERN_REPORT_DAYS, "needs_days": settings.LECTERN_NEEDS_DAYS}
    return render(request, "workshops/privacy.html", context)


def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: what belongs to one person is not for search engines."""
    return HttpResponse(ROBOTS.format(site_url=settings.SITE_URL), content_type="text/plain; charset=utf-8")
