"""Fills one session of the sample: bookings, payments, the waiting list, attendance, certificates."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from attendees.enums import Decision
from attendees.services.attendance import mark_attendance
from attendees.services.booking import Attendee, Booker, book_places
from attendees.services.payments import record_payment
from attendees.services.waiting import join_waiting_list
from certificates.sample.crowd import answering, parties
from certificates.sample.time import before_it_began
from certificates.services.issuing import confirm_and_issue
from workshops.models import Session, TicketType
from workshops.services.publishing import schedule_session

Plan = Mapping[str, Any]


def fill_session(session: Session, plan: Plan, *, by: str) -> None:
    """Schedule a draft session and let everyone in `plan` book it; one that is over gets its attendance too.

    Call it inside a transaction.
    """
    if not session.is_past:
        _open_and_book(session, plan, by)
        return
    with before_it_began(session):
        _open_and_book(session, plan, by)
    for person in plan["people"]:
        _mark(session, person, by)
    if plan.get("is_confirmed"):
        confirm_and_issue(session_id=session.pk, by=by)


def _open_and_book(session: Session, plan: Plan, by: str) -> None:
    schedule_session(session_id=session.pk, by=by)
    ticket = TicketType.objects.select_related("session__workshop").filter(session=session).earliest("position")
    alone = [[Attendee(name=person["name"], email=person["email"], declared=True)] for person in plan.get("people", ())]
    for party in alone + parties(plan.get("crowd", [])):
        _book(ticket, answering(ticket, party), by)
    ticket.session.refresh_from_db()
    for person in plan.get("waiting", ()):
        join_waiting_list(session=ticket.session, name=person["name"], email=person["email"])


def _book(ticket: TicketType, party: list[Attendee], by: str) -> None:
    """The first of the party books for all. The payment's id says that no card stands behind it."""
    booking = book_places(
        ticket=ticket,
        booker=Booker(name=party[0].name, email=party[0].email),
        attendees=party,
        consented_at=timezone.now(),
        form_key=uuid.uuid4(),
        by=by,
    )
    for payment in booking.payments.all():
        record_payment(payment_id=payment.pk, intent_id=f"sample_{booking.reference}", by=by)


def _mark(session: Session, person: Plan, by: str) -> None:
    mark_attendance(
        place_id=session.places.get(attendee_email=person["email"]).pk,
        decision=Decision(person["came"]),
        minutes=person.get("minutes"),
        reason=person.get("reason", "On the register of the day."),
        by=by,
    )
