"""The public pages, for search engines."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from workshops.models import Presenter, Workshop
from workshops.queries import public_presenters


class SiteMap(Sitemap):
    """Addresses as SITE_URL has them, whatever host was asked."""

    limit = 5000

    def get_domain(self, site: object = None) -> str:
        return str(urlsplit(settings.SITE_URL).netloc)

    def get_protocol(self, protocol: str | None = None) -> str:
        return str(urlsplit(settings.SITE_URL).scheme) or "https"


class Pages(SiteMap):
    def items(self) -> list[str]:
        return ["/", "/workshops/", "/verify/", "/help/", "/accessibility/", "/privacy/"]

    def location(self, item: str) -> str:
        return item


class Workshops(SiteMap):
    def items(self) -> QuerySet[Workshop]:
        return Workshop.objects.published().order_by("pk")

    def lastmod(self, item: Workshop) -> datetime:
        return item.updated_at


class Presenters(SiteMap):
    def items(self) -> list[Presenter]:
        return public_presenters()


SITEMAPS: dict[str, type[SiteMap]] = {"pages": Pages, "workshops": Workshops, "presenters": Presenters}
