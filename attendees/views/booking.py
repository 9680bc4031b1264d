"""Booking places: one page, from the workshop to confirmed, to an invoice, or to Stripe."""

import uuid
from collections.abc import Mapping
from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from attendees.access import may_open, remember
from attendees.booking_form import BookingForm, split_codes
from attendees.booking_summary import Summary, summarise
from attendees.enums import BookingState, PaymentState, Settlement
from attendees.errors import (
    AlreadyBookedError,
    BookingRefusedError,
    FormUsedError,
    InvoiceRefusedError,
    PaymentUnavailableError,
    ProofNeededError,
)
from attendees.models import Booking, User
from attendees.payments import gateway
from attendees.policy import Policy
from attendees.proofs import read_proof
from attendees.services.booking import Booker, Terms, book_places
from attendees.services.checkouts import start_checkout
from attendees.services.eligibility import refuse_unproven
from attendees.services.invoicing import invoice_refusal
from attendees.services.links import resend_booking_link
from attendees.services.openness import closed_reason
from attendees.services.proving import send_proof
from workshops.availability import is_on_sale, visible_tickets
from workshops.models import Session
from workshops.queries import current_provider

NOT_HERE = "We could not book this address here. We have sent an email to it that says how to go on."


@method_decorator(never_cache, name="dispatch")
@method_decorator(rate_limit(action="book"), name="post")
class BookView(View):
    """`/sessions/<id>/book/`: the form, and the booking it makes."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = self._session(pk)
        proof = read_proof(request.GET.get("proof", ""))
        given = {"form_key": uuid.uuid4(), "proof": request.GET.get("proof", ""), **proof}
        given |= {name: request.GET[name] for name in ("code", "quantity", "ticket") if name in request.GET}
        return self._page(request, session, _form(request, session, initial=given))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        session, user = self._session(pk), _person(request)
        data = request.POST.copy()
        if "name" not in data and user:
            data["name"] = user.name
        if "refresh" in data:
            return self._page(request, session, _form(request, session, initial=data.dict()))
        form = _form(request, session, data=data)
        if not form.is_valid():
            return self._page(request, session, form, status=422)
        return self._book(request, session, form, data)

    def _book(self, request: HttpRequest, session: Session, form: BookingForm, data: Any) -> HttpResponse:
        try:
            booking = _book(form)
        except AlreadyBookedError as refusal:
            return self._already_booked(request, session, form, refusal)
        except ProofNeededError:
            send_proof(session=session, name=form.cleaned_data["name"], email=form.address)
            return render(request, "attendees/prove.html", {"session": session, "address": form.address}, status=409)
        except (BookingRefusedError, InvoiceRefusedError) as refusal:
            if isinstance(refusal, FormUsedError):
                data["form_key"] = str(uuid.uuid4())
            form.add_error(None, str(refusal))
            return self._page(request, session, form, status=409)
        remember(request, booking.reference)
        return onward(request, booking)

    @staticmethod
    def _session(pk: int) -> Session:
        return get_object_or_404(Session.objects.public().with_details(), pk=pk)

    def _already_booked(
        self, request: HttpRequest, session: Session, form: BookingForm, refusal: Exception
    ) -> HttpResponse:
        """The owner of the address is told on the page; a guest may be anyone, so only the email says it."""
        own = _own_booking(request, session, form)
        if own:
            messages.info(request, "You have a place on this session already. Here it is.")
            return redirect(own)
        resend_booking_link(session=session, email=form.address)
        form.add_error(*((None, str(refusal)) if form.user else ("email", NOT_HERE)))
        return self._page(request, session, form, status=409)

    @staticmethod
    def _page(request: HttpRequest, session: Session, form: BookingForm, *, status: int = 200) -> HttpResponse:
        summary = summarise(form, session)
        return render(request, "attendees/book.html", _context(session, form, summary), status=status)


def _context(session: Session, form: BookingForm, summary: Summary) -> dict[str, Any]:
    tickets = list(form.tickets.values())
    is_paid = any(ticket.price_pence for ticket in tickets)
    return {
        "session": session,
        "workshop": session.workshop,
        "form": form,
        "tickets": tickets,
        "ticket": tickets[0] if len(tickets) == 1 else None,
        "summary": summary,
        "is_paid": is_paid,
        "closed": closed_reason(session),
        "is_full": session.seats_left <= 0 or (bool(tickets) and all(ticket.is_gone for ticket in tickets)),
        "card_missing": not gateway.is_set_up() and is_paid,
        "policy": Policy.of_provider(current_provider()),
        "errors": form.errors,
    }


def _form(
    request: HttpRequest, session: Session, *, data: Any = None, initial: Mapping[str, Any] | None = None
) -> BookingForm:
    given: Mapping[str, Any] = (data if data is not None else initial) or {}
    codes, _ = split_codes(str(given.get("code") or ""), session)
    visible = visible_tickets(session, codes.split())
    # What is sold out or not on sale yet cannot be chosen; alone on the page it says why nothing can.
    tickets = [ticket for ticket in visible if is_on_sale(ticket)] or visible
    takes_invoice = any(ticket.price_pence for ticket in tickets) and not invoice_refusal(session)
    return BookingForm(
        data, session=session, tickets=tickets, takes_invoice=takes_invoice, user=_person(request), initial=initial
    )


def _own_booking(request: HttpRequest, session: Session, form: BookingForm) -> Booking | None:
    """The live booking of this address that this visitor may open anyway: by account, or made in this browser."""
    live = Booking.objects.filter(places__in=session.places.live().filter(attendee_email=form.address))
    return next((booking for booking in live if may_open(request, booking)), None)


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _book(form: BookingForm) -> Booking:
    user, ticket, attendees = form.user, form.chosen_ticket, form.attendees
    refuse_unproven(ticket, attendees)
    return book_places(
        ticket=ticket,
        booker=Booker(name=form.cleaned_data["name"], email=form.address, user=user),
        attendees=attendees,
        consented_at=timezone.now(),
        form_key=form.cleaned_data["form_key"],
        by=f"user:{user.pk}" if user else "booker",
        terms=_terms(form),
    )


def _terms(form: BookingForm) -> Terms:
    """One place on a ticket whose price stood beside it was seen; every other sum has to have been shown as a total."""
    given = form.cleaned_data
    ticket_code, discount_code = split_codes(given.get("code", ""), form.session)
    shown = given.get("shown_pence")
    if shown is None:
        shown = form.chosen_ticket.price_pence if given["quantity"] == 1 and not discount_code else -1
    return Terms(discount_code=discount_code, ticket_code=ticket_code, billing=form.billing, shown_pence=shown)


def onward(request: HttpRequest, booking: Booking) -> HttpResponse:
    """To Stripe's page for a booking or a move that waits for a card payment; to the booking's own page for every other."""
    if booking.is_free:
        return redirect(booking)
    payment = booking.payments.filter(state__in=[PaymentState.PENDING, PaymentState.OPEN]).first()
    if payment is None and booking.state == BookingState.HELD and booking.settlement == Settlement.CARD:
        payment = booking.payments.first()
    if payment is None:
        return redirect(booking)
    try:
        return redirect(start_checkout(payment_id=payment.pk))
    except PaymentUnavailableError as error:
        messages.error(request, str(error))
        return redirect(booking)
