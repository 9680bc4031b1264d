"""Naming, correcting, handing over and cancelling one place, by the policy and over it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState
from attendees.models import OutboxMessage, Place, PlaceChange, Refund
from attendees.services.places import cancel_places
from tests.attendees.admin.pages import changed, place_page, step_of, typed, whoever, wrong
from tests.factories import make_booking, make_provider, make_session
from tests.factories_money import invoice, paid
from tests.factories_places import make_group
from tests.workshops.admin.clients import organiser_client, send
from workshops.models import Session, TicketType

pytestmark = pytest.mark.django_db
WHY = "Asked by telephone"
GRACE = {"name": "Grace Hopper", "email": "Grace@Example.org", "reason": WHY}


@pytest.fixture
def place():
    return make_booking(email="priya@example.org").places.get()


@pytest.fixture
def unnamed():
    return make_group().places.order_by("pk").first()


def begin(place):
    """The session began an hour ago, long after any cut-off."""
    Session.objects.filter(pk=place.session_id).update(starts_at=timezone.now() - timedelta(hours=1))
    return place


def post(place, step, **filled):
    return organiser_client().post(place_page(place, step), {"reason": WHY} | filled)


def person(place):
    place.refresh_from_db()
    return place.attendee_name, place.attendee_email


def told():
    return sorted(OutboxMessage.objects.values_list("kind", "to"))


def test_name_is_put_right_with_who_and_why(place):
    client = organiser_client()

    answer = send(client, place_page(place, "correct"), name="Priya K Nair", reason=WHY)

    assert (answer, person(place)) == (
        ["The place is in the name of Priya K Nair now."],
        ("Priya K Nair", "priya@example.org"),
    )
    assert (changed(place), told()) == ([("renamed", whoever(client), WHY)], [])


def test_name_stands_ready_to_be_put_right(place):
    page = organiser_client().get(place_page(place, "correct"))

    assert (typed(page, "name"), list(page.context["form"].fields)) == ("Priya Nair", ["name", "reason"])


@pytest.mark.parametrize(
    ("filled", "errors"),
    [
        ({"name": ""}, {"name": ["Enter the full name, as the certificate should print it."]}),
        ({"name": "–"}, {"__all__": ["Enter the full name, as the certificate should print it."]}),
        ({"name": "Priya K Nair", "reason": ""}, {"reason": ["This field is required."]}),
        (
            {"name": "x" * 201},
            {"name": ["This name is longer than 200 characters. Shorten it, and write to us for the certificate."]},
        ),
    ],
)
def test_odd_corrections_are_refused_and_kept(place, filled, errors):
    response = post(place, "correct", **filled)

    assert (wrong(response), {name: typed(response, name) for name in filled}) == (errors, filled)
    assert (person(place)[0], PlaceChange.objects.count()) == ("Priya Nair", 0)


def test_once_the_session_has_begun_a_name_is_corrected_only_over_the_policy(place):
    client = organiser_client()
    begin(place)
    page = client.get(place_page(place, "correct"))

    refused = client.post(place_page(place, "correct"), {"name": "Priya K Nair", "reason": WHY})
    before = person(place)[0]
    send(client, place_page(place, "correct"), name="Priya K Nair", reason=WHY, overrule="on")

    assert step_of(page).facts[-1] == "The policy would refuse, because the session has begun."
    assert wrong(refused) == {
        "__all__": ["The session has begun, so the name cannot be put right here any more. Write to us."]
    }
    assert (typed(refused, "name"), before, person(place)[0]) == ("Priya K Nair", "Priya Nair", "Priya K Nair")


def test_handing_over_tells_both_and_keeps_who_and_why():
    place = make_group().places.order_by("pk").first()
    Place.objects.filter(pk=place.pk).update(attendee_name="Ada Lovelace", attendee_email="ada@example.org")
    OutboxMessage.objects.create(
        kind="place_confirmed",
        key=f"place_confirmed:{place.pk}:ada@example.org",
        to="ada@example.org",
        subject="S",
        text="T",
        due_at=timezone.now(),
    )
    client = organiser_client()

    answer = send(client, place_page(place, "hand-over"), **GRACE)

    assert (answer, person(place)) == (
        ["The place is Grace Hopper’s now."],
        ("Grace Hopper", "grace@example.org"),
    )
    assert changed(place) == [("handed_over", whoever(client), WHY)]
    assert ("place_confirmed", "grace@example.org") in told()


def test_naming_fills_a_place_that_nobody_is_named_on(unnamed):
    client = organiser_client()

    answer = send(client, place_page(unnamed, "name"), **GRACE)

    assert (answer, person(unnamed)) == (
        ["The place is Grace Hopper’s now."],
        ("Grace Hopper", "grace@example.org"),
    )
    assert changed(unnamed) == [("named", whoever(client), WHY)]
    assert told() == [("place_confirmed", "grace@example.org")]


@pytest.mark.parametrize("step", ["name", "hand-over"])
def test_after_the_cut_off_people_change_only_over_the_policy(step, place, unnamed):
    row = begin(unnamed if step == "name" else place)
    client = organiser_client()
    page, before = client.get(place_page(row, step)), person(row)

    refused = client.post(place_page(row, step), GRACE)
    after_refusal = person(row)
    send(client, place_page(row, step), **GRACE, overrule="on")

    assert step_of(page).facts[-1].startswith("The policy would refuse: Names could be given and changed until ")
    assert wrong(refused)["__all__"][0].startswith("Names could be given and changed until ")
    assert (after_refusal, typed(refused, "email")) == (before, "Grace@Example.org")
    assert person(row) == ("Grace Hopper", "grace@example.org")


def test_no_box_for_overruling_stands_where_the_policy_agrees(place):
    page = organiser_client().get(place_page(place, "hand-over"))

    assert list(page.context["form"].fields) == ["name", "email", "reason"]


@pytest.mark.parametrize(
    ("filled", "errors"),
    [
        ({"email": ""}, {"email": ["Enter the email address, so that we can write to this person."]}),
        (
            {"email": "grace"},
            {"email": ["“grace” has no @. Write the whole address, such as name@example.org."]},
        ),
        ({"name": "…"}, {"name": ["Enter your full name, as your certificate should print it."]}),
        ({"reason": "   "}, {"reason": ["This field is required."]}),
    ],
)
def test_odd_people_are_refused_at_their_field_and_kept(place, filled, errors):
    response = post(place, "hand-over", **GRACE | filled)

    assert (wrong(response), {name: typed(response, name) for name in filled}) == (errors, filled)
    assert (person(place)[0], told()) == ("Priya Nair", [])


def test_someone_with_a_place_on_the_session_cannot_get_another(place):
    other = make_booking(session=place.session, email="grace@example.org")

    response = post(place, "hand-over", **GRACE)

    assert wrong(response)["__all__"] == [
        "Grace@Example.org cannot be named here. Ask them whether they have booked this session already.".replace(
            "Grace@Example.org", "grace@example.org"
        )
    ]
    assert (person(place)[0], other.places.count()) == ("Priya Nair", 1)


def test_what_the_ticket_asks_is_asked_here_too(unnamed):
    TicketType.objects.update(asks_profession=True, declaration="I am a nurse.")
    client = organiser_client()
    page = client.get(place_page(unnamed, "name"))

    refused = client.post(place_page(unnamed, "name"), GRACE)
    send(client, place_page(unnamed, "name"), **GRACE, profession="Nurse", declared="on")

    assert list(page.context["form"].fields) == ["name", "email", "profession", "declared", "reason"]
    assert sorted(wrong(refused)) == ["declared", "profession"]
    unnamed.refresh_from_db()
    assert (unnamed.profession, unnamed.declaration) == ("Nurse", "I am a nurse.")


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("hand-over", "Nobody is named on this place yet. Name someone instead."),
        ("correct", "Enter the full name, as the certificate should print it."),
    ],
)
def test_steps_for_somebody_named_are_refused_where_nobody_is(unnamed, step, sentence):
    assert wrong(post(unnamed, step, **GRACE)) == {"__all__": [sentence]}


def test_named_place_is_not_named_over(place):
    assert wrong(post(place, "name", **GRACE)) == {
        "__all__": ["Priya Nair is named on this place already. Hand it over instead."]
    }


def test_place_given_back_meanwhile_is_refused_and_what_was_typed_stays(place):
    cancel_places(booking_id=place.booking_id, place_ids=[place.pk], by="booker")

    response = post(place, "hand-over", **GRACE)

    assert (wrong(response)["__all__"], typed(response, "name")) == (
        ["This place was given back, so it cannot be changed any more."],
        "Grace Hopper",
    )


@pytest.mark.parametrize(
    ("filled", "given", "kept"),
    [
        ({"share": "policy"}, [4750], 4750),
        ({"share": "all"}, [9500], 0),
        ({"share": "none"}, [], 9500),
        ({"share": "other", "percent": "10"}, [950], 8550),
    ],
)
def test_one_place_is_cancelled_with_the_share_that_was_chosen(filled, given, kept):
    make_provider(cancellation_days=40, partial_days=10, partial_percent=50)
    booking, client = paid(make_session(price_pence=9500), quantity=2), organiser_client()
    place = booking.places.order_by("pk").last()

    answer = send(client, place_page(place, "cancel"), reason=WHY, **filled)

    back = f"£{given[0] / 100:.2f} goes back." if given else "No money goes back."
    place.refresh_from_db()
    booking.refresh_from_db()
    assert answer == [f"The place of booking {booking} is cancelled. {back}"]
    assert (place.state, place.kept_pence, booking.state) == ("released", kept, BookingState.CONFIRMED)
    assert list(Refund.objects.values_list("amount_pence", flat=True)) == given
    assert changed(place) == [("cancelled", whoever(client), WHY)]


def test_page_of_cancelling_says_what_goes_back_and_that_the_booking_ends_with_it():
    make_provider(cancellation_days=40, partial_days=10, partial_percent=50)
    place = paid(make_session(price_pence=9500)).places.get()

    page = organiser_client().get(place_page(place, "cancel"))

    assert step_of(page).title == "Cancel the place of Priya Nair"
    assert step_of(page).facts == [
        "The booker is told, and whoever sits there. The seat is free again.",
        "It is the last place, so the booking ends with it.",
        "By the policy £47.50 of £95.00 would go back now.",
    ]


def test_last_place_takes_the_booking_with_it_and_its_people_read_why():
    place = make_group(places=1).places.get()
    Place.objects.update(attendee_name="Ada Lovelace", attendee_email="ada@example.org")

    send(organiser_client(), place_page(place, "cancel"), reason=WHY)

    place.booking.refresh_from_db()
    assert place.booking.state == BookingState.CANCELLED
    assert WHY in OutboxMessage.objects.get(kind="place_cancelled", to="ada@example.org").text


def test_place_of_an_unpaid_invoice_is_taken_off_it():
    booking = invoice(quantity=2)
    place = booking.places.order_by("pk").last()

    send(organiser_client(), place_page(place, "cancel"), reason=WHY, share="all")

    booking.refresh_from_db()
    assert (booking.total_pence, booking.documents.get(kind="credit_note").total_pence) == (9500, 9500)


def test_place_cancelled_meanwhile_is_refused_and_the_reason_stays():
    booking = paid(make_session(price_pence=9500), quantity=2)
    place = booking.places.order_by("pk").last()
    cancel_places(booking_id=booking.pk, place_ids=[place.pk], by="booker")

    response = post(place, "cancel", share="all")

    assert wrong(response) == {"__all__": ["This place was given back already."]}
    assert typed(response, "reason") == WHY


@pytest.mark.parametrize("step", ["correct", "hand-over", "cancel"])
def test_looking_at_a_step_changes_nothing(place, step):
    before = Place.objects.values().get()

    response = organiser_client().get(place_page(place, step))

    assert (response.status_code, Place.objects.values().get()) == (200, before)
    assert (PlaceChange.objects.count(), told()) == (0, [])
