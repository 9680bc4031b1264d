"""The record of one person's attendance, and saying that it is wrong. For that person alone."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from attendees.attendance_words import record_of
from attendees.forms import AttendanceQueryForm
from attendees.models import Place
from attendees.place_access import is_own, place_for
from attendees.services.attendance_queries import query_attendance, query_refusal
from workshops.foundation.errors import DomainError


@never_cache
@rate_limit(action="dispute")
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/attendance/`: what is recorded, what was asked and answered, and a form. Whoever booked gets 404."""
    place = place_for(request, code)
    if not is_own(request, place):
        raise Http404
    form = AttendanceQueryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            query_attendance(place_id=place.pk, text=form.cleaned_data["text"])
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "We have your message, and answer by email. You need do nothing more.")
            return redirect(request.path)
    return _page(request, place, form)


def _page(request: HttpRequest, place: Place, form: AttendanceQueryForm) -> HttpResponse:
    context = {
        "place": place,
        "session": place.session,
        "workshop": place.session.workshop,
        "record": record_of(place, is_own=True),
        "queries": place.attendance_queries.all(),
        "closed": query_refusal(place),
        "form": form,
    }
    return render(request, "attendees/attendance.html", context, status=422 if form.errors else 200)
