"""What the list of bookings shows beyond their columns: places and money, asked for once a page."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from unfold.views import ChangeList

from attendees.admin.billing import outstanding_of
from attendees.models import Place


def with_counts(bookings: QuerySet) -> QuerySet:
    """Each booking with `places_count` and `named_count`, of its live places."""
    live = Place.objects.live().filter(booking=OuterRef("pk"), hold_ends_at=None).order_by().values("booking")
    named = live.exclude(attendee_name="")
    return bookings.annotate(places_count=_count(live), named_count=_count(named))


def _count(places: QuerySet) -> Coalesce:
    return Coalesce(Subquery(places.annotate(number=Count("pk")).values("number")), 0, output_field=IntegerField())


class BookingChangeList(ChangeList):
    """A page of bookings, each with `outstanding_pence`; None for one that has no invoice."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        outstanding = outstanding_of(self.result_list)
        for booking in self.result_list:
            booking.outstanding_pence = outstanding.get(booking.pk)
