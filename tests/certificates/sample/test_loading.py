"""The sample as a whole."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format

from attendees.enums import BookingState, DocumentKind, PaymentState
from attendees.models import Booking, Document, OutboxMessage, Place, User, WaitingListEntry
from certificates.sample.guard import NotHereError
from certificates.sample.loading import load_all
from workshops.availability import visible_tickets
from workshops.enums import SessionState, WorkshopState
from workshops.models import Session, TicketType, Workshop
from workshops.prices import price_lines
from workshops.queries import current_provider
from workshops.services.publishing import missing_for_publication, publish_workshop, schedule_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

PARTS = (
    "provider",
    "organiser@lectern.example",
    "priya@lectern.example",
    "tom@lectern.example",
    "A day for Psychological Wellbeing Practitioners",
    "Endings: the last six sessions",
    "Notes a client could read",
    "Working therapeutically with people who self-injure and self-harm",
    "Shame in the room",
    "Supervising low-intensity practitioners",
    "discount code LISTEN-10",
    "How many clinical hours are too many?",
    "A free conference for PWPs",
)


def all_rows():
    models = [
        model
        for label in ("workshops", "attendees", "certificates")
        for model in apps.get_app_config(label).get_models()
    ]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_load_all_makes_every_part(loaded):
    assert (loaded.made, loaded.had) == (PARTS, ())


def test_load_all_a_second_time_changes_nothing():
    before = all_rows()

    again = load_all(today=timezone.localdate())

    assert (again.made, again.had) == ((), PARTS)
    assert all_rows() == before


def test_load_all_on_a_later_day_changes_nothing():
    before = all_rows()

    load_all(today=date(2031, 5, 1))

    assert all_rows() == before


def test_load_all_is_refused_outside_local_settings(settings):
    settings.LECTERN_LOCAL = False
    before = all_rows()

    with pytest.raises(NotHereError) as refusal:
        load_all(today=timezone.localdate())

    assert str(refusal.value) == (
        "load_sample makes accounts whose passwords everyone knows, so it runs with the local settings only: "
        "set DJANGO_SETTINGS_MODULE to config.settings.local."
    )
    assert all_rows() == before


def test_every_row_satisfies_its_fields_and_constraints():
    for label in ("workshops", "attendees", "certificates"):
        for model in apps.get_app_config(label).get_models():
            for row in model.objects.all():
                row.full_clean(validate_unique=False)


def test_every_workshop_has_what_a_page_needs():
    assert [missing_for_publication(workshop) for workshop in Workshop.objects.all()] == [[]] * 6


def test_the_draft_needs_one_click_and_its_session_another():
    workshop = Workshop.objects.get(state=WorkshopState.DRAFT)
    session = workshop.sessions.get(state=SessionState.DRAFT)

    publish_workshop(workshop_id=workshop.pk, by="user:1")
    schedule_session(session_id=session.pk, by="user:1")

    assert list(Session.objects.coming().filter(workshop=workshop)) == [session]


def test_only_the_draft_workshop_has_a_draft_session():
    drafts = Session.objects.filter(state=SessionState.DRAFT)

    assert [session.workshop.title for session in drafts] == ["Shame in the room"]


def test_sessions_keep_sensible_hours_on_working_days():
    sessions = list(Session.objects.all())

    assert {session.local_start.weekday() < 5 for session in sessions} == {True}
    assert {session.local_start.hour >= 9 and session.local_end.hour <= 16 for session in sessions} == {True}
    assert {session.time_zone for session in sessions} == {"Europe/London"}


def test_three_sessions_are_past_and_seven_are_coming():
    assert (Session.objects.past().count(), Session.objects.filter(starts_at__gt=timezone.now()).count()) == (3, 7)


def test_seat_counters_agree_with_the_places_and_the_waiting_list():
    for session in Session.objects.all():
        waiting = session.waiting.filter(left_at=None).count()
        assert (session.places_taken, session.waiting_count) == (session.places.live().count(), waiting)


def test_the_original_session_stands_on_its_day():
    first = Session.objects.earliest("starts_at")

    assert first.workshop.slug == "working-therapeutically-with-self-injury-and-self-harm"
    assert (first.starts_at, first.ends_at) == (
        datetime(2022, 6, 27, 8, 30, tzinfo=UTC),
        datetime(2022, 6, 27, 15, 15, tzinfo=UTC),
    )


def test_the_coming_webinar_has_three_seats_left_and_the_next_is_sold_out():
    first, winter, spring = Session.objects.filter(workshop__slug__contains="self-injury").order_by("starts_at")

    prices = {session.ticket_types.get().price_pence for session in (first, winter, spring)}
    assert prices == {9500}
    assert (winter.capacity, winter.seats_left, winter.teaching_minutes) == (40, 3, 330)
    assert (spring.capacity, spring.seats_left, spring.waiting_count) == (40, 0, 6)


def test_money_is_settled_for_every_booking():
    for booking in Booking.objects.all():
        paid = sum(payment.amount_pence for payment in booking.payments.filter(state=PaymentState.PAID))
        assert (booking.state, paid) == (BookingState.CONFIRMED, booking.total_pence)


def test_the_morning_in_leeds_has_an_early_price_and_a_hidden_ticket():
    session = Session.objects.get(workshop__slug="supervising-low-intensity-practitioners")
    early, standard, staff = session.ticket_types.all()

    assert next(line.price for line in price_lines(session, current_provider())).startswith("£50 until ")
    assert early.sale_closes_at == standard.sale_opens_at
    assert (session.starts_at - early.sale_closes_at).days == 28
    assert (staff.code, staff.price_pence, staff.quota, visible_tickets(session)) == (
        "WHARFSIDE",
        0,
        3,
        [early, standard],
    )
    assert set(session.places.values_list("ticket_type__name", flat=True)) == {"Early bird"}


def test_the_conference_knows_profession_and_service_of_everyone_and_nobody_else_was_asked():
    conference = Place.objects.filter(session__workshop__slug="pwp-conference")
    others = Place.objects.exclude(session__workshop__slug="pwp-conference")

    assert set(conference.values_list("profession", flat=True)) == {"Psychological Wellbeing Practitioner"}
    assert conference.filter(service="").count() == 0
    assert others.exclude(profession="", service="").count() == 0


def test_receipts_of_past_sessions_name_the_days_that_were():
    receipts = Document.objects.filter(kind=DocumentKind.RECEIPT, booking__session__in=Session.objects.past())

    assert receipts.count() > 0
    for receipt in receipts.select_related("payment", "booking__session"):
        day = date_format(receipt.booking.session.local_start, "l j F Y")
        paid = date_format(timezone.localtime(receipt.payment.paid_at), "j F Y")
        assert receipt.snapshot["lines"][0]["details"][0].startswith(day)
        assert receipt.snapshot["paid"] == f"Paid by card on {paid}"
        assert receipt.snapshot["issued_on"] == str(timezone.localdate(receipt.issued_at))


def test_quotas_count_the_live_places_of_each_ticket():
    for ticket in TicketType.objects.all():
        assert ticket.places_taken == ticket.places.live().count()


def test_nobody_real_is_written_to():
    addresses = {
        *User.objects.values_list("email", flat=True),
        *Booking.objects.values_list("booker_email", flat=True),
        *Place.objects.values_list("attendee_email", flat=True),
        *WaitingListEntry.objects.values_list("email", flat=True),
        *OutboxMessage.objects.values_list("to", flat=True),
    }

    assert {address.rsplit(".", 1)[1] for address in addresses} == {"example"}


def test_no_message_speaks_of_a_past_session():
    past = Booking.objects.filter(session__in=Session.objects.past())
    keys = {f"booking_confirmed:{pk}" for pk in past.values_list("pk", flat=True)}

    assert past.count() == 19
    assert OutboxMessage.objects.filter(key__in=keys).count() == 0
