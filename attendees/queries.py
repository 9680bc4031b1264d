"""Look-ups of who comes."""

from allauth.account.models import EmailAddress
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from attendees.enums import LIVE_PLACES
from attendees.models import Booking, Place, User, WaitingListEntry


def account_of(email: str) -> User | None:
    """The account that has verified `email`; None while nobody has: an unverified claim gives no one a booking."""
    if not email:
        return None
    address = EmailAddress.objects.filter(email__iexact=email.strip(), verified=True).select_related("user").first()
    return address.user if address else None  # type: ignore[no-any-return]


def verified_addresses(user: User) -> list[str]:
    """The addresses that `user` has shown to be theirs, in small letters."""
    return [
        address.lower()
        for address in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    ]


def live_places_of(user: User) -> list[Place]:
    """The places of `user` that take a seat, earliest session first, with what their own page shows."""
    places = Place.objects.live().filter(user=user).select_related("session__workshop", "booking", "attendance")
    details = ("session__parts", "session__workshop__presenter_links__presenter")
    return list(places.prefetch_related(*details).order_by("session__starts_at", "pk"))


def bookings_for_others(user: User) -> list[Booking]:
    """The live bookings of `user` with places that are not their own, latest session first.

    Each has `places_count` and `unnamed_count`, of its live places.
    """
    live = Q(places__state__in=LIVE_PLACES)
    others = Place.objects.live().filter(booking=OuterRef("pk")).filter(Q(user=None) | ~Q(user=user))
    bookings = Booking.objects.live().filter(Exists(others), user=user)
    counted = bookings.annotate(
        places_count=Count("places", filter=live),
        unnamed_count=Count("places", filter=live & Q(places__attendee_name="")),
    )
    return list(counted.select_related("session__workshop").order_by("-session__starts_at", "-pk"))


def waiting_of(user: User) -> list[WaitingListEntry]:
    """The waiting lists of sessions to come that `user` is on, each with its `position`, 1 for the next."""
    entries = WaitingListEntry.objects.filter(user=user, left_at=None, session__starts_at__gt=timezone.now())
    details = with_positions(entries).select_related("session__workshop", "booking__session")
    return list(details.order_by("session__starts_at", "pk"))


def with_positions(entries: QuerySet[WaitingListEntry]) -> QuerySet[WaitingListEntry]:
    """Each entry with its `position` on its list, 1 for the next; None once it has ended."""
    same = WaitingListEntry.objects.filter(session_id=OuterRef("session_id"), left_at=None)
    ahead = same.filter(Q(rank__lt=OuterRef("rank")) | Q(rank=OuterRef("rank"), pk__lte=OuterRef("pk")))
    counted = ahead.order_by().values("session_id").annotate(number=Count("pk")).values("number")
    return entries.annotate(position=Case(When(left_at=None, then=Subquery(counted)), output_field=IntegerField()))


def position_of(entry: WaitingListEntry) -> int:
    """Its place in the queue, 1 for the next; those who hold an offer are counted until they have answered."""
    before = Q(rank__lt=entry.rank) | Q(rank=entry.rank, pk__lte=entry.pk)
    return WaitingListEntry.objects.filter(before, session_id=entry.session_id, left_at=None).count()
