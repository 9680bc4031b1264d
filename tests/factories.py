"""Plain data for tests: each function makes one row, and takes what a test cares about by name."""

import itertools
from datetime import timedelta

from django.utils import timezone

from attendees.enums import LIVE_BOOKINGS, BookingState, PlaceState
from attendees.models import Booking, Place, User
from workshops.enums import SessionState, WorkshopState
from workshops.models import Presenter, Provider, Session, TicketType, Workshop, WorkshopPresenter

_numbers = itertools.count(1)


def make_provider(**fields):
    return Provider.objects.update_or_create(
        pk=1, defaults={"name": "Alder Training", "letters": "AT", "email": "office@alder.example"} | fields
    )[0]


def make_presenter(**fields):
    number = next(_numbers)
    return Presenter.objects.create(**{"name": f"Presenter {number}", "slug": f"presenter-{number}"} | fields)


def make_workshop(*, presenters=None, **fields):
    """A published workshop of 5½ hours with one presenter."""
    number = next(_numbers)
    defaults = {
        "title": f"Workshop {number}",
        "slug": f"workshop-{number}",
        "summary": "What it is about.",
        "objectives": "to notice\nto choose",
        "cpd_minutes": 330,
        "state": WorkshopState.PUBLISHED,
        "published_at": timezone.now(),
    }
    workshop = Workshop.objects.create(**defaults | fields)
    for position, presenter in enumerate(presenters if presenters is not None else [make_presenter()], 1):
        WorkshopPresenter.objects.create(workshop=workshop, presenter=presenter, position=position)
    return workshop


def make_session(*, price_pence=0, starts_in=timedelta(days=30), **fields):
    """A scheduled session online, thirty days ahead, with one ticket type and 20 seats."""
    starts_at = fields.pop("starts_at", None) or timezone.now().replace(microsecond=0) + starts_in
    defaults = {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=6, minutes=45),
        "state": SessionState.SCHEDULED,
        "capacity": 20,
        "platform": "Zoom",
        "joining_url": "https://meet.example/room",
    }
    workshop = fields.pop("workshop", None) or make_workshop()
    session = Session.objects.create(workshop=workshop, **defaults | fields)
    TicketType.objects.create(session=session, name="Standard", price_pence=price_pence)
    return session


def make_past_session(**fields):
    """A session that ended yesterday."""
    return make_session(starts_in=timedelta(days=-1, hours=-8), **fields)


def make_user(email=None, *, name="Priya Nair", password="correct horse battery", verified=True, **fields):  # noqa: S107
    from allauth.account.models import EmailAddress

    email = email or f"person{next(_numbers)}@example.org"
    user = User.objects.create_user(email, password, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


def make_organiser(email="office@alder.example", **fields):
    return make_user(email, is_staff=True, is_superuser=True, **{"name": "Olive Organiser"} | fields)


def make_booking(*, session=None, name="Priya Nair", email=None, state=BookingState.CONFIRMED, **fields):
    """A booking of one place, in the state asked for, with the seat counted."""
    session = session or make_session()
    email = email or f"booker{next(_numbers)}@example.org"
    ticket = session.ticket_types.first()
    now = timezone.now()
    dates = {
        BookingState.REQUESTED: {},
        BookingState.OFFERED: {"hold_ends_at": now + timedelta(hours=24)},
        BookingState.DECLINED: {"declined_at": now, "declined_reason": "For practitioners only."},
        BookingState.HELD: {"hold_ends_at": now + timedelta(minutes=30)},
        BookingState.CONFIRMED: {"confirmed_at": now},
        BookingState.EXPIRED: {"expired_at": now},
        BookingState.CANCELLED: {"cancelled_at": now},
    }[state]
    defaults = {
        "booker_name": name,
        "booker_email": email,
        "total_pence": ticket.price_pence,
        "consented_at": now,
        "state": state,
    }
    booking = Booking.objects.create(session=session, **defaults | dates | fields)
    place_state = PlaceState.HELD if state in LIVE_BOOKINGS else PlaceState.RELEASED
    if state == BookingState.CONFIRMED:
        place_state = PlaceState.CONFIRMED
    Place.objects.create(
        booking=booking,
        session=session,
        ticket_type=ticket,
        state=place_state,
        list_pence=ticket.price_pence,
        price_pence=ticket.price_pence,
        attendee_name=name,
        attendee_email=email,
        user=booking.user,
        released_at=now if place_state == PlaceState.RELEASED else None,
    )
    if place_state != PlaceState.RELEASED:
        Session.objects.filter(pk=session.pk).update(places_taken=session.places.live().count())
        TicketType.objects.filter(pk=ticket.pk).update(places_taken=ticket.places.live().count())
        session.refresh_from_db()
    return booking


def make_place(**fields):
    """The one place of a new booking."""
    return make_booking(**fields).places.get()
