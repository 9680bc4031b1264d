"""Requests: approved or declined, one by one or several at once."""

import pytest

from attendees.enums import BookingState
from attendees.models import Booking, OutboxMessage
from tests.attendees.admin.pages import audit, booking_page, offered_steps, step_of, typed, whoever, wrong
from tests.factories import make_booking, make_provider, make_session
from tests.factories_documents import make_billing
from tests.workshops.admin.clients import act, organiser_client, said, send, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/booking/"
WHY = "For practitioners only, this time"
MAY = ("attendees.view_booking", "attendees.change_booking")


def request(**fields):
    session = fields.pop("session", None) or make_session(price_pence=9500)
    return make_booking(session=session, state=BookingState.REQUESTED, **fields)


def states():
    return list(Booking.objects.order_by("pk").values_list("state", flat=True))


def told():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "to"))


def several(client, *rows, **filled):
    """Send the list's page of declining several."""
    data = {"action": "decline_each", "_selected_action": [row.pk for row in rows], "asked": "yes", **filled}
    return client.post(LIST, data, follow=True)


def test_approving_holds_the_seat_for_payment_and_tells_the_booker():
    booking, client = request(email="tom@example.org"), organiser_client()

    answer = send(client, booking_page(booking, "approve"))

    assert (answer, states()) == ([f"Approved: {booking}."], [BookingState.HELD])
    assert (told(), audit("booking", "held")[0]) == ([("request_approved", "tom@example.org")], whoever(client))


@pytest.mark.parametrize(
    ("price", "sentence"),
    [
        (0, "It costs nothing, so it is confirmed at once."),
        (9500, "The places are held for 48 hours, or until the session if that is sooner, for £95.00 to be paid."),
    ],
)
def test_page_says_who_asks_and_what_approving_does(price, sentence):
    make_provider(approval_hours=48)
    booking = request(session=make_session(price_pence=price), name="Tom Okafor", email="tom@example.org")

    page = organiser_client().get(booking_page(booking, "approve"))

    assert step_of(page).facts == [
        f"Tom Okafor asks for 1 place on {booking.session}.",
        sentence,
        "tom@example.org is told.",
    ]
    assert (states(), told()) == ([BookingState.REQUESTED], [])


def test_page_says_that_an_invoice_is_issued():
    booking = request()
    make_billing(booking)

    page = organiser_client().get(booking_page(booking, "approve"))

    assert step_of(page).facts[1] == "An invoice of £95.00 is issued, and the places are held until it is due."


def test_what_is_no_request_cannot_be_approved():
    booking = make_booking(state=BookingState.CANCELLED)

    answer = send(organiser_client(), booking_page(booking, "approve"))

    assert (answer, states()) == (["This booking is cancelled, so it cannot become held."], [BookingState.CANCELLED])


def test_declining_tells_the_booker_why_and_frees_the_seat():
    booking, client = request(email="tom@example.org"), organiser_client()

    answer = send(client, booking_page(booking, "decline"), reason=WHY)

    booking.refresh_from_db()
    booking.session.refresh_from_db()
    assert (answer, booking.state, booking.declined_reason) == ([f"Declined: {booking}."], "declined", WHY)
    assert (booking.session.places_taken, audit("booking", "declined")) == (0, (whoever(client), WHY))
    assert WHY in OutboxMessage.objects.get(kind="request_declined", to="tom@example.org").text


def test_declining_asks_for_the_reason_that_the_booker_reads():
    page = organiser_client().get(booking_page(request(), "decline"))

    assert (page.context["form"].fields["reason"].label, states()) == (
        "Reason, said to the booker",
        [BookingState.REQUESTED],
    )


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (" ", "This field is required."),
        ("x" * 301, "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_declining_without_a_reason_that_can_be_kept_is_refused(reason, sentence):
    response = organiser_client().post(booking_page(request(), "decline"), {"reason": reason})

    assert (wrong(response), typed(response, "reason")) == ({"reason": [sentence]}, reason)
    assert (states(), told()) == ([BookingState.REQUESTED], [])


def test_what_was_decided_meanwhile_is_refused_on_the_page():
    booking = make_booking()

    response = organiser_client().post(booking_page(booking, "decline"), {"reason": WHY})

    assert wrong(response) == {"__all__": ["This booking is confirmed, so it cannot become declined."]}
    assert (typed(response, "reason"), states()) == (WHY, [BookingState.CONFIRMED])


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (BookingState.REQUESTED, ["Approve", "Decline"]),
        (BookingState.HELD, []),
        (BookingState.DECLINED, []),
        (BookingState.CONFIRMED, []),
    ],
)
def test_deciding_is_offered_of_requests_alone(state, steps):
    offered = offered_steps(make_booking(state=state))

    assert [step for step in offered if step in {"Approve", "Decline"}] == steps


def test_several_are_approved_at_once_with_done_and_refused_told_apart():
    first, second, other = request(), request(), make_booking()

    answer = act(organiser_client(), LIST, "approve_each", first, second, other)

    assert sorted(answer) == sorted(
        [f"Approved: {second}, {first}.", "This booking is confirmed, so it cannot become held."]
    )
    assert states() == [BookingState.HELD, BookingState.HELD, BookingState.CONFIRMED]


def test_several_are_declined_only_once_the_reason_is_given():
    first, second = request(name="Ann Lee"), request(name="Bo Ek")
    client = organiser_client()

    page = client.post(
        LIST, {"action": "decline_each", "index": 0, "_selected_action": [first.pk, second.pk]}, follow=True
    )

    assert (step_of(page).title, states()) == ("Decline 2 bookings", [BookingState.REQUESTED] * 2)
    assert sorted(step_of(page).facts[1:]) == sorted(
        [f"{first}, Ann Lee: {first.session}.", f"{second}, Bo Ek: {second.session}."]
    )
    assert sorted(step_of(page).carried) == sorted(
        [
            ("_selected_action", first.pk),
            ("_selected_action", second.pk),
            ("action", "decline_each"),
            ("asked", "yes"),
        ]
    )


def test_several_are_declined_with_one_reason_and_the_rest_is_told():
    first, second, other = request(), request(), make_booking()
    client = organiser_client()

    answer = said(several(client, first, second, other, reason=WHY))

    assert sorted(answer) == sorted(
        [f"Declined: {second}, {first}.", "This booking is confirmed, so it cannot become declined."]
    )
    assert states() == ["declined", "declined", "confirmed"]
    assert set(Booking.objects.filter(state="declined").values_list("declined_reason", flat=True)) == {WHY}


def test_several_without_a_reason_stay_and_go_along_once_more():
    booking = request()

    response = several(organiser_client(), booking, reason="")

    assert (wrong(response), states()) == ({"reason": ["This field is required."]}, [BookingState.REQUESTED])
    assert ("_selected_action", booking.pk) in step_of(response).carried


@pytest.mark.parametrize("step", ["approve", "decline"])
def test_deciding_without_permission_is_forbidden(step):
    response = staff_client("attendees.view_booking").post(booking_page(request(), step), {"reason": WHY})

    assert (response.status_code, states(), told()) == (403, [BookingState.REQUESTED], [])


@pytest.mark.parametrize("name", ["approve_each", "decline_each"])
def test_list_of_who_may_only_look_has_no_such_action(name):
    booking, client = request(), staff_client("attendees.view_booking")

    act(client, LIST, name, booking)
    several(client, booking, reason=WHY)

    assert (states(), told()) == ([BookingState.REQUESTED], [])


def test_permission_to_change_bookings_is_enough_to_decide():
    booking = request()

    assert send(staff_client(*MAY), booking_page(booking, "approve")) == [f"Approved: {booking}."]
