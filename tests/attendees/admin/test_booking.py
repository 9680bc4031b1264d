"""Bookings: what their page and list show, their link sent again, and what nobody can do here."""

import pytest

from attendees.enums import BookingState
from attendees.models import Booking, OutboxMessage, Place, Refund
from attendees.services.places import cancel_places
from tests.attendees.admin.pages import booking_page, offered_steps, texts
from tests.factories import make_booking, make_session, make_workshop
from tests.factories_money import BILLING, book, invoice, other_date, paid
from tests.factories_places import make_group
from tests.workshops.admin.clients import act, organiser_client, queries_of, send, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/booking/"


def facts(booking, client=None):
    return dict((client or organiser_client()).get(booking_page(booking)).context["facts"])


def rows(query, client=None):
    return list((client or organiser_client()).get(LIST, query).context["cl"].result_list)


def columns(response):
    """What a list says, column by column, without mark-up."""
    return texts(response, "td", "th")


def test_head_of_a_paid_booking_says_how_it_stands():
    booking = paid(make_session(price_pence=9500))

    assert facts(booking) == {"State": "Confirmed", "Settled": "By card", "Total": "£95", "Paid": "£95.00"}


def test_head_of_an_invoice_says_what_is_outstanding_when_and_by_whom():
    booking = invoice()

    said = facts(booking)

    assert (said["State"].startswith("Held until paid, at the latest "), said["Due"] in said["State"]) == (True, True)
    assert {name: said[name] for name in ("Settled", "Total", "Outstanding", "Purchase order", "Billed to")} == {
        "Settled": "By invoice",
        "Total": "£95",
        "Outstanding": "£95.00",
        "Purchase order": "PO-4471",
        "Billed to": "Leeds and York NHS Trust",
    }


def test_head_tells_what_went_back_and_what_could_not():
    booking = paid(make_session(price_pence=9500))
    payment = booking.payments.get()
    Refund.objects.create(payment=payment, amount_pence=2000, reason="Illness")
    Refund.objects.create(payment=payment, amount_pence=500, reason="Illness", state="failed")

    said = facts(booking)

    assert (said["Refunded"], said["Refund failed"]) == ("£20.00", "£5.00")


def test_head_of_a_declined_request_says_why_and_asks_for_nothing():
    booking = make_booking(state=BookingState.DECLINED, session=make_session(price_pence=9500))

    assert facts(booking) == {
        "State": "Declined",
        "Settled": "By card",
        "Total": "£95",
        "Declined because": "For practitioners only.",
    }


def test_free_booking_is_settled_by_being_free():
    assert facts(make_booking()) == {"State": "Confirmed", "Settled": "Free", "Total": "Free"}


def test_places_are_shown_with_person_session_and_price_the_live_ones_first():
    booking = paid(make_session(price_pence=9500), quantity=2)
    first, second = booking.places.order_by("pk")
    cancel_places(booking_id=booking.pk, place_ids=[first.pk], by="user:1", reason="Illness", percent=40)
    Place.objects.filter(pk=second.pk).update(
        profession="Counsellor", registration_body="BACP", registration_number="7"
    )

    lines = organiser_client().get(booking_page(booking)).context["places"]

    assert [(line.place.pk, line.standing, line.person, line.place.kept_pence) for line in lines] == [
        (second.pk, "Confirmed", "Counsellor, BACP 7", 0),
        (first.pk, "Released", "", 5700),
    ]


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        (
            {"state": "held", "hold_ends_at": "2030-05-04T10:00:00Z"},
            "Waits for the difference, until 4 May 2030, 11:00",
        ),
        ({"state": "released", "released_at": "2026-05-04T10:00:00Z"}, "Released: the difference was not paid"),
    ],
)
def test_place_of_a_move_says_how_far_it_has_come(change, standing):
    booking = paid(make_session(price_pence=9500))
    old = booking.places.get()
    target = other_date(booking.session)
    Place.objects.create(
        booking=booking,
        session=target,
        ticket_type=target.ticket_types.get(),
        replaces=old,
        list_pence=0,
        price_pence=0,
        **change,
    )

    lines = organiser_client().get(booking_page(booking)).context["places"]

    waits = "Confirmed, moves once the difference is paid" if change["state"] == "held" else "Confirmed"
    assert [line.standing for line in lines] == [waits, standing]


def test_place_that_moved_says_where_to():
    booking = paid(make_session(price_pence=9500))
    old = booking.places.get()
    target = other_date(booking.session)
    Place.objects.filter(pk=old.pk).update(state="released")
    Place.objects.create(
        booking=booking,
        session=target,
        ticket_type=target.ticket_types.get(),
        replaces=old,
        state="confirmed",
        list_pence=9500,
        price_pence=9500,
    )

    lines = organiser_client().get(booking_page(booking)).context["places"]

    day = f"{target.local_start.day} {target.local_start:%b %Y}"
    assert [line.standing for line in lines] == ["Confirmed", f"Moved to {day}"]


def test_payments_refunds_and_documents_are_shown():
    booking = paid(make_session(price_pence=9500))
    Refund.objects.create(payment=booking.payments.get(), amount_pence=500, reason="Goodwill")

    said = texts(organiser_client().get(booking_page(booking)), "td", "th")

    receipt = booking.documents.get().number
    wanted = ("Card, by Stripe", "£95.00", "£5.00 To be sent: Goodwill", receipt, "Receipt", "Being made")
    assert [part for part in wanted if part not in said] == []


@pytest.mark.parametrize(
    ("permission", "part"),
    [("view_place", "places"), ("view_payment", "payments"), ("view_document", "documents")],
)
def test_parts_are_for_those_who_may_see_their_rows(permission, part):
    booking = paid(make_session(price_pence=9500))

    shown = [
        part in staff_client("attendees.view_booking", *more).get(booking_page(booking)).context
        for more in ((), (f"attendees.{permission}",))
    ]

    assert shown == [False, True]


def test_who_may_only_look_is_shown_no_step_and_no_link_to_one():
    booking = paid(make_session(price_pence=9500))

    context = staff_client("attendees.view_booking", "attendees.view_place").get(booking_page(booking)).context

    assert (context["steps"], [line.links for line in context["places"]]) == ([], [[]])


def test_links_of_a_place_lead_to_its_steps():
    booking = paid(make_session(price_pence=9500))
    place = booking.places.get()

    [line] = organiser_client().get(booking_page(booking)).context["places"]

    at = f"/admin/attendees/place/{place.pk}"
    assert line.links == [
        ("Correct name", f"{at}/correct/"),
        ("Hand over", f"{at}/hand-over/"),
        ("Move", f"{at}/move/"),
        ("Cancel", f"{at}/cancel/"),
    ]


def test_page_takes_the_same_queries_for_one_place_and_for_five():
    session = make_session(price_pence=9500)
    one, five = paid(session), paid(session, quantity=5, email="many@example.org")
    client = organiser_client()
    queries_of(client, booking_page(one))

    assert queries_of(client, booking_page(five)) == queries_of(client, booking_page(one))


def test_page_leads_to_the_bookers_own_page():
    booking = make_booking()

    assert organiser_client().get(booking_page(booking)).context["absolute_url"] == f"/bookings/{booking.reference}/"


def test_send_link_step_queues_the_link_to_the_booker():
    booking = make_booking(email="ann@example.org")

    told = send(organiser_client(), booking_page(booking, "send-link"))

    assert told == [f"Link queued for: {booking}."]
    assert list(OutboxMessage.objects.values_list("kind", "to")) == [("booking_link", "ann@example.org")]


def test_send_link_step_without_permission_is_forbidden():
    booking = make_booking()

    response = staff_client("attendees.view_booking").post(booking_page(booking, "send-link"))

    assert (response.status_code, OutboxMessage.objects.count()) == (403, 0)


@pytest.mark.parametrize(("state", "is_offered"), [(BookingState.CONFIRMED, True), (BookingState.EXPIRED, False)])
def test_link_is_sent_only_of_what_can_still_be_opened(state, is_offered):
    assert ("Send link again" in offered_steps(make_booking(state=state))) is is_offered


def test_send_link_action_tells_done_and_refused_apart():
    live, over = make_booking(), make_booking(state=BookingState.CANCELLED)

    told = act(organiser_client(), LIST, "send_link", live, over)

    assert sorted(told) == sorted(
        [
            f"Booking {over} is cancelled: its link was not sent.",
            f"Link queued, at most once an hour, for: {live}.",
        ]
    )


def test_form_sent_by_hand_is_forbidden_and_changes_nothing():
    booking = make_booking()

    response = organiser_client().post(booking_page(booking), {"state": "cancelled", "booker_name": "Someone else"})

    booking.refresh_from_db()
    assert (response.status_code, booking.state, booking.booker_name) == (403, BookingState.CONFIRMED, "Priya Nair")


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_bookings_are_neither_added_nor_deleted_here(path):
    booking = make_booking(state=BookingState.CANCELLED)

    response = organiser_client().post(LIST + path.format(pk=booking.pk), {"post": "yes"})

    assert (response.status_code, Booking.objects.count()) == (403, 1)


def test_search_finds_by_reference_person_place_purchase_order_and_billing_name():
    booking = invoice(email="w@example.org")
    make_booking(name="Someone else")
    terms = (booking.reference, "Priya", "w@example.org", booking.places.get().code, "PO-4471", "York NHS")

    client = organiser_client()
    assert [rows({"q": term}, client) for term in terms] == [[booking]] * len(terms)


def test_list_says_places_money_and_what_is_outstanding():
    group = make_group(places=3, session=make_session(price_pence=9500, workshop=make_workshop(title="Grief")))
    Place.objects.filter(pk=group.places.first().pk).update(attendee_name="Grace Hopper")

    said = columns(organiser_client().get(LIST))

    day = f"{group.session.local_start.day} {group.session.local_start:%b %Y} Grief"
    assert [text in said for text in (group.reference, "Edith Employer", day, "1 named of 3", "£285")] == [True] * 5


def test_list_counts_live_places_only_and_shortens_where_all_are_named():
    booking = paid(make_session(price_pence=9500), quantity=2)
    unnamed = booking.places.order_by("pk").last()
    cancel_places(booking_id=booking.pk, place_ids=[unnamed.pk], by="user:1", percent=100)

    response = organiser_client().get(LIST)

    [row] = response.context["cl"].result_list
    assert (row.places_count, row.named_count, "1" in columns(response)) == (1, 1, True)


def test_outstanding_is_said_of_invoices_alone():
    owing = invoice(quantity=2)
    cards = [paid(make_session(price_pence=9500), email="c@example.org"), book(make_session(price_pence=9500))]

    outstanding = {row.pk: row.outstanding_pence for row in rows({})}

    assert outstanding == {owing.pk: 19000} | dict.fromkeys([card.pk for card in cards])


@pytest.mark.parametrize("options", [{}, {"billing": BILLING}], ids=["card", "invoice"])
def test_list_takes_the_same_queries_for_one_row_and_for_three(options):
    session, client = make_session(price_pence=9500), organiser_client()
    book(session, email="b0@example.org", **options)
    queries_of(client, LIST)
    with_one = queries_of(client, LIST)
    for number in (1, 2):
        book(session, email=f"b{number}@example.org", quantity=number + 1, **options)

    assert queries_of(client, LIST) == with_one
