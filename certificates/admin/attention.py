"""What waits for a decision or went wrong: a sentence each, with where to look. Only for those who may see the rows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from attendees.admin.billing import overdue_invoices
from attendees.admin.filters import NEEDS_SOMEONE
from attendees.enums import (
    BookingState,
    DiscrepancyState,
    DisputeState,
    EventState,
    PaymentMethod,
    QueryState,
    RefundState,
)
from attendees.models import (
    AttendanceQuery,
    Booking,
    Discrepancy,
    Dispute,
    Document,
    OutboxMessage,
    Refund,
    StripeEvent,
)
from attendees.payments.health import stripe_trouble
from certificates.enums import NameRequestState
from certificates.models import Certificate, NameRequest
from workshops.enums import Mode, SessionState
from workshops.foundation.money import exact_amount
from workshops.models import PageImport, Session

SHOWN = 8
LINK_DUE = timedelta(days=14)
Part = dict[str, Any]


def attention(request: HttpRequest) -> list[Part]:
    """The most pressing first. The same queries however many rows there are."""
    trouble = stripe_trouble()
    found: list[Part] = [{"what": trouble}] if trouble else []
    for permission, parts in PARTS:
        if request.user.has_perm(permission):
            found.extend(parts())
    return found


def _requests() -> Iterator[Part]:
    number = Booking.objects.filter(state=BookingState.REQUESTED).count()
    yield from _counted(number, "booking", "to be approved", "attendees_booking", "waits=approval")


def _disputes() -> Iterator[Part]:
    found = Dispute.objects.filter(state=DisputeState.OPEN).aggregate(number=Count("pk"), first=Min("answer_by"))
    by = f" by {date_format(localtime(found['first']), 'j F Y, H:i')}" if found["first"] else ""
    yield from _counted(found["number"], "dispute", f"to be answered{by}", "attendees_dispute", "state__exact=open")


def _attendance_queries() -> Iterator[Part]:
    number = AttendanceQuery.objects.filter(state=QueryState.OPEN).count()
    if number:
        who = "1 person says" if number == 1 else f"{number} people say"
        link = _list("attendees_attendancequery", "state__exact=open")
        yield {"what": f"{who} that their attendance is recorded wrongly", "link": link}


def _name_requests() -> Iterator[Part]:
    number = NameRequest.objects.filter(state=NameRequestState.OPEN).count()
    what = "for another name on a certificate"
    yield from _counted(number, "request", what, "certificates_namerequest", "state__exact=open")


def _overdue() -> Iterator[Part]:
    found = overdue_invoices(timezone.now())
    owed = f"overdue, with {exact_amount(sum(found.values()))} outstanding"
    yield from _counted(len(found), "invoice", owed, "attendees_booking", "waits=overdue")


def _refunds() -> Iterator[Part]:
    # One that was made in the dashboard promises nothing once it has failed.
    failed = Refund.objects.filter(state=RefundState.FAILED, is_outside=False).count()
    yield from _counted(failed, "refund", "failed", "attendees_refund", "state__exact=failed")
    by_hand = Refund.objects.filter(state=RefundState.PENDING, payment__method=PaymentMethod.BANK).count()
    waits, where = "to be sent by hand, by bank transfer", "state__exact=pending&payment__method__exact=bank"
    yield from _counted(by_hand, "refund", waits, "attendees_refund", where)


def _discrepancies() -> Iterator[Part]:
    number = Discrepancy.objects.filter(state=DiscrepancyState.OPEN).count()
    what = "between Stripe’s records and ours"
    yield from _counted(number, "difference", what, "attendees_discrepancy", "state__exact=open")


def _messages() -> Iterator[Part]:
    number = OutboxMessage.objects.filter(state__in=NEEDS_SOMEONE).count()
    yield from _counted(number, "message", "failed or perhaps sent", "attendees_outboxmessage", "attention=yes")


def _documents() -> Iterator[Part]:
    number = _without_pdf(Document.objects.all())
    yield from _counted(number, "document", "without a PDF", "attendees_document", "pdf=failed")


def _certificates() -> Iterator[Part]:
    number = _without_pdf(Certificate.objects.all())
    yield from _counted(number, "certificate", "without a PDF", "certificates_certificate", "pdf=failed")


def _without_pdf(rows: QuerySet) -> int:
    return rows.filter(rendered_at=None).exclude(error="").count()


def _events() -> Iterator[Part]:
    number = StripeEvent.objects.filter(state=EventState.FAILED).count()
    what = "could not be worked off"
    yield from _counted(number, "Stripe event", what, "attendees_stripeevent", "state__exact=failed")


def _imports() -> Iterator[Part]:
    number = PageImport.objects.filter(open_questions__gt=0).count()
    yield from _counted(number, "imported page", "with open questions", "workshops_pageimport", "open=yes")


def _without_link() -> Iterator[Part]:
    """Sessions online that begin within two weeks and that nobody could join yet."""
    now = timezone.now()
    soon = Session.objects.scheduled().select_related("workshop")
    soon = soon.filter(ends_at__gt=now, starts_at__lte=now + LINK_DUE, mode=Mode.ONLINE, joining_url="")
    for session in soon.order_by("starts_at")[:SHOWN]:
        yield {
            "what": f"No joining link yet: {session.workshop.title}, {date_format(session.local_start, 'D j M, H:i')}",
            "link": reverse("admin:workshops_session_change", args=[session.pk]),
        }


def _offers() -> Iterator[Part]:
    """Sessions with seats that someone on the waiting list may still take."""
    offered = Booking.objects.filter(state=BookingState.OFFERED).order_by()
    counted = dict(offered.values("session").annotate(number=Count("pk")).values_list("session", "number"))
    sessions = Session.objects.filter(pk__in=counted, state=SessionState.SCHEDULED).select_related("workshop")
    for session in sessions.order_by("starts_at", "pk")[:SHOWN]:
        offers = "1 offer is" if counted[session.pk] == 1 else f"{counted[session.pk]} offers are"
        yield {
            "what": f"{offers} out to the waiting list: {session}",
            "link": _list("attendees_waitinglistentry", f"session={session.pk}&state__exact=offered"),
        }


def _counted(number: int, noun: str, trouble: str, page: str, query: str) -> Iterator[Part]:
    if number:
        yield {"what": f"{number} {noun if number == 1 else noun + 's'} {trouble}", "link": _list(page, query)}


def _list(page: str, query: str) -> str:
    return f"{reverse(f'admin:{page}_changelist')}?{query}"


# Who may hear of it, and what there is to say: the most pressing first.
PARTS: tuple[tuple[str, Callable[[], Iterator[Part]]], ...] = (
    ("attendees.view_dispute", _disputes),
    ("attendees.view_booking", _requests),
    ("attendees.view_attendancequery", _attendance_queries),
    ("certificates.view_namerequest", _name_requests),
    ("attendees.view_refund", _refunds),
    ("attendees.view_booking", _overdue),
    ("attendees.view_discrepancy", _discrepancies),
    ("attendees.view_outboxmessage", _messages),
    ("attendees.view_stripeevent", _events),
    ("attendees.view_document", _documents),
    ("certificates.view_certificate", _certificates),
    ("workshops.view_pageimport", _imports),
    ("workshops.view_session", _without_link),
    ("attendees.view_waitinglistentry", _offers),
)
