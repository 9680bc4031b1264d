"""What would help an attendee take part: said, changed and taken back by themselves alone."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from attendees.models import AccessNeed, Place
from attendees.place_access import is_own, place_for
from attendees.presence_forms import NeedForm
from attendees.services.access_needs import state_need, withdraw_need
from workshops.foundation.errors import DomainError


@never_cache
@rate_limit(action="name")
def needs(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/needs/`: for whoever is named on the place; neither its booker nor an organiser writes for them."""
    place = place_for(request, code)
    if not is_own(request, place):
        raise Http404
    kept = AccessNeed.objects.filter(place=place).first()
    if request.POST.get("do") == "withdraw":
        return _withdraw(request, place)
    form = NeedForm(request.POST or None, initial={"text": kept.text if kept else ""})
    if request.method == "POST" and form.is_valid():
        try:
            state_need(place_id=place.pk, text=form.cleaned_data["text"], consents=form.cleaned_data["consents"])
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "We have noted it. The people who prepare the session will read it.")
            return redirect(place)
    context = {"place": place, "session": place.session, "workshop": place.session.workshop, "kept": kept, "form": form}
    return render(request, "attendees/needs.html", context, status=422 if form.errors else 200)


def _withdraw(request: HttpRequest, place: Place) -> HttpResponse:
    if withdraw_need(place_id=place.pk):
        messages.success(request, "It is deleted.")
    else:
        messages.info(request, "There was nothing to delete.")
    return redirect(place)
