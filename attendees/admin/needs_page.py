"""What the people of a session need to take part, for those who prepare it."""

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from attendees.enums import LIVE_PLACES
from attendees.models import AccessNeed
from workshops.models import Session


def needs_page(admin: ModelAdmin, request: HttpRequest, session: Session) -> HttpResponse:
    """`/admin/workshops/session/<id>/needs/`: by name, with nothing to change: people say it and take it back themselves."""
    needs = AccessNeed.objects.filter(place__session=session, place__state__in=LIVE_PLACES).select_related("place")
    context = admin.admin_site.each_context(request) | {
        "title": f"Access needs: {session}",
        "opts": admin.opts,
        "session": session,
        "needs": needs.order_by("place__attendee_name", "pk"),
        "days": settings.LECTERN_NEEDS_DAYS,
    }
    return TemplateResponse(request, "admin/lectern/needs.html", context)
