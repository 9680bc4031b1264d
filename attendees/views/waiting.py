"""Joining the waiting list of a session that is sold out."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache

from attendees.errors import AlreadyThereError, WaitingRefusedError
from attendees.forms import PersonForm
from attendees.models import User
from attendees.services.links import resend_booking_link
from attendees.services.waiting import join_waiting_list, refusal_to_wait
from workshops.models import Session


@never_cache
@rate_limit(action="wait")
def wait(request: HttpRequest, pk: int) -> HttpResponse:
    """`/sessions/<id>/wait/`."""
    session = get_object_or_404(Session.objects.public().with_details(), pk=pk)
    user = request.user if isinstance(request.user, User) else None
    form = PersonForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            _join(session, form)
        except WaitingRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            day = date_format(session.local_start, "j F Y")
            messages.success(request, f"You are on the waiting list for {day}. We write to you when a seat comes free.")
            return redirect(session.workshop)
    context = {"session": session, "workshop": session.workshop, "form": form, "refusal": refusal_to_wait(session)}
    return render(request, "attendees/wait.html", context, status=422 if form.errors else 200)


def _join(session: Session, form: PersonForm) -> None:
    """A guest sees the same whether the address is new, waits already, or has a place: they may not own it."""
    try:
        join_waiting_list(session=session, name=form.cleaned_data["name"], email=form.address, user=form.user)
    except AlreadyThereError:
        if form.user:
            raise
        resend_booking_link(session=session, email=form.address)
