"""Booking a place: one page, from the workshop to confirmed or to Stripe."""

import uuid
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
from attendees.enums import BookingState
from attendees.errors import AlreadyBookedError, BookingRefusedError, FormUsedError, PaymentUnavailableError
from attendees.forms import BookingForm
from attendees.models import Booking, User
from attendees.payments import gateway
from attendees.services.booking import Attendee, Booker, book_places
from attendees.services.checkouts import start_checkout
from attendees.services.links import resend_booking_link
from attendees.services.openness import closed_reason
from attendees.services.releasing import refund_deadline
from workshops.models import Session

NOT_HERE = "We could not book this address here. We have sent an email to it that says how to go on."


@method_decorator(never_cache, name="dispatch")
@method_decorator(rate_limit(action="book"), name="post")
class BookView(View):
    """`/sessions/<id>/book/`: the form, and the booking it makes."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = self._session(pk)
        form = BookingForm(session=session, user=_person(request), initial={"form_key": uuid.uuid4()})
        return self._page(request, session, form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        session, user = self._session(pk), _person(request)
        data = request.POST.copy()
        if "name" not in data and user:
            data["name"] = user.name
        form = BookingForm(data, session=session, user=user)
        if not form.is_valid():
            return self._page(request, session, form, status=422)
        try:
            booking = _book(form, user)
        except AlreadyBookedError as refusal:
            return self._already_booked(request, session, form, refusal)
        except BookingRefusedError as refusal:
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
        tickets = list(session.ticket_types.all())
        context: dict[str, Any] = {
            "session": session,
            "workshop": session.workshop,
            "form": form,
            "tickets": tickets,
            "ticket": tickets[0] if len(tickets) == 1 else None,
            "is_paid": any(ticket.price_pence for ticket in tickets),
            "closed": closed_reason(session),
            "is_full": session.seats_left <= 0,
            "card_missing": not gateway.is_set_up() and any(ticket.price_pence for ticket in tickets),
            "refund_deadline": refund_deadline(session),
            "errors": form.errors,
        }
        return render(request, "attendees/book.html", context, status=status)


def _own_booking(request: HttpRequest, session: Session, form: BookingForm) -> Booking | None:
    """The live booking of this address that this visitor may open anyway: by account, or made in this browser."""
    live = Booking.objects.filter(places__in=session.places.live().filter(attendee_email=form.address))
    return next((booking for booking in live if may_open(request, booking)), None)


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _book(form: BookingForm, user: User | None) -> Booking:
    name, email = form.cleaned_data["name"], form.address
    return book_places(
        ticket=form.chosen_ticket,
        booker=Booker(name=name, email=email, user=user),
        attendees=[Attendee(name=name, email=email, declared=bool(form.cleaned_data.get("declared")))],
        consented_at=timezone.now(),
        form_key=form.cleaned_data["form_key"],
        by=f"user:{user.pk}" if user else "booker",
    )


def onward(request: HttpRequest, booking: Booking) -> HttpResponse:
    """To Stripe's page for a held booking; to the booking's own page for every other."""
    if booking.state != BookingState.HELD:
        return redirect(booking)
    payment = booking.payments.first()
    try:
        return redirect(start_checkout(payment_id=payment.pk))
    except PaymentUnavailableError as error:
        messages.error(request, str(error))
        return redirect(booking)
