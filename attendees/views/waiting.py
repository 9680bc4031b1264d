"""Joining the waiting list of a session that has too few seats."""

from collections.abc import Sequence
from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache

from attendees.errors import AlreadyThereError, WaitingRefusedError
from attendees.models import User
from attendees.services.links import resend_booking_link
from attendees.services.waiting import join_waiting_list
from attendees.services.waiting_rules import can_wait, default_ticket, refusal_to_wait, waitable_tickets
from attendees.waiting_form import WaitingForm
from workshops.models import Session, TicketType


@never_cache
@rate_limit(action="wait")
def wait(request: HttpRequest, pk: int) -> HttpResponse:
    """`/sessions/<id>/wait/`: `quantity` and `ticket` in the address fill the form in."""
    session = get_object_or_404(Session.objects.public().with_details(), pk=pk)
    tickets = waitable_tickets(session)
    form = _form(request, session, tickets)
    if request.method == "POST" and form.is_valid():
        try:
            _join(session, form)
        except WaitingRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            day = date_format(session.local_start, "j F Y")
            messages.success(request, f"You are on the waiting list for {day}. We write to you when a seat comes free.")
            return redirect(session.workshop)
    return render(request, "attendees/wait.html", _context(session, form), status=422 if form.errors else 200)


def _form(request: HttpRequest, session: Session, tickets: Sequence[TicketType]) -> WaitingForm:
    user = request.user if isinstance(request.user, User) else None
    wanted = default_ticket(session)
    initial = {
        "quantity": request.GET.get("quantity") or max(1, session.seats_left + 1 if _has_seats(session, wanted) else 1),
        "ticket": request.GET.get("ticket") or (wanted.pk if wanted else ""),
    }
    return WaitingForm(request.POST or None, user=user, tickets=tickets, initial=initial)


def _has_seats(session: Session, ticket: TicketType | None) -> bool:
    return session.seats_left > 0 and ticket is not None and not ticket.is_gone


def _context(session: Session, form: WaitingForm) -> dict[str, Any]:
    ticket = default_ticket(session)
    return {
        "session": session,
        "workshop": session.workshop,
        "form": form,
        "tickets": list(form.tickets.values()),
        "seats_left": session.seats_left if _has_seats(session, ticket) else 0,
        "refusal": "" if can_wait(session) else refusal_to_wait(session, ticket=ticket),
    }


def _join(session: Session, form: WaitingForm) -> None:
    """A guest sees the same whether the address is new, waits already, or has a place: they may not own it."""
    try:
        join_waiting_list(
            session=session,
            name=form.cleaned_data["name"],
            email=form.address,
            user=form.user,
            ticket=form.chosen_ticket,
            quantity=form.cleaned_data["quantity"],
            attends=form.attends_itself,
        )
    except AlreadyThereError:
        if form.user:
            raise
        resend_booking_link(session=session, email=form.address)
