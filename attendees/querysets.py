"""Questions about who comes."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from attendees.enums import LIVE_BOOKINGS, LIVE_PLACES, BookingState, PlaceState, Settlement
from workshops.foundation.claims import lapsed

if TYPE_CHECKING:
    from attendees.models import Booking, Document, Place

# How often a PDF is tried before an organiser has to look.
MOST_DRAWINGS = 8


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings."""

    def with_details(self) -> Self:
        """What a booking's page and emails show. `attendees.overview.share_session` spares the places their own look-up."""
        from attendees.models import Place

        return self.select_related("session__workshop", "user", "billing").prefetch_related(
            models.Prefetch("places", queryset=Place.objects.with_story()),
            "payments__refunds",
            "session__parts",
            "session__workshop__presenter_links__presenter",
        )

    def holds_over(self, now: datetime) -> Self:
        """Bookings paid by card whose hold has run out."""
        return self.filter(state=BookingState.HELD, settlement=Settlement.CARD, hold_ends_at__lte=now)

    def offers_over(self, now: datetime) -> Self:
        """Offers to the waiting list that nobody took in time."""
        return self.filter(state=BookingState.OFFERED, hold_ends_at__lte=now)

    def live(self) -> Self:
        """Bookings whose places take a seat."""
        return self.filter(state__in=LIVE_BOOKINGS)


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places."""

    def live(self) -> Self:
        """Places that take a seat."""
        return self.filter(state__in=LIVE_PLACES)

    def moves_over(self, now: datetime) -> Self:
        """New places of moves whose difference was not paid in time."""
        return self.filter(state=PlaceState.HELD, hold_ends_at__lte=now)

    def confirmed(self) -> Self:
        return self.filter(state=PlaceState.CONFIRMED)

    def called(self, words: str) -> Self:
        """Those that `words` mean: part of a name or address, a booking's reference, a place's code; all without words."""
        if not words:
            return self
        is_code = Q(code__iexact=words) | Q(booking__reference__iexact=words)
        return self.filter(is_code | Q(attendee_name__icontains=words) | Q(attendee_email__icontains=words))

    def with_story(self) -> Self:
        """With ticket type, attendance, and what became of each: moves and changes."""
        return self.select_related("ticket_type", "attendance", "replaces", "replaced_by").prefetch_related("changes")

    def roster(self) -> Self:
        """Confirmed places with what the roster shows, by name."""
        return self.confirmed().select_related("booking", "ticket_type", "attendance").order_by("attendee_name", "pk")


class DocumentQuerySet(models.QuerySet["Document"]):
    """Invoices, receipts and credit notes."""

    def undrawn(self, now: datetime) -> Self:
        """Those whose PDF nobody has made, or is making."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=lapsed(now))
        return self.filter(free, rendered_at__isnull=True, attempts__lt=MOST_DRAWINGS)
