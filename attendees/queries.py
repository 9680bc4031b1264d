"""Look-ups of who comes."""

from allauth.account.models import EmailAddress

from attendees.models import Place, User


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
