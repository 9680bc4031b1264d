"""Moving one place to another date: also to what the public cannot see, at no cost, and over the policy."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.admin.place_moving import NO_DATE, targets_of
from attendees.models import OutboxMessage, Payment, Place, Refund
from tests.attendees.admin.pages import changed, place_page, step_of, typed, whoever, wrong
from tests.factories import make_provider, make_session, make_workshop
from tests.factories_money import invoice, other_date, paid, ticket_of
from tests.factories_waiting import make_full_session
from tests.workshops.admin.clients import organiser_client, said, send
from workshops.enums import SessionState
from workshops.models import Session, TicketType

pytestmark = pytest.mark.django_db
WHY = "Asked by telephone"


@pytest.fixture
def place():
    """A place that was paid for, £95, in thirty days."""
    return paid(make_session(price_pence=9500)).places.get()


def move(place, session, client=None, **filled):
    client = client or organiser_client()
    data = {"ticket": ticket_of(session).pk, "cost": "price", "reason": WHY} | filled
    return client.post(place_page(place, "move"), data, follow=True)


def now(place):
    """The live places of the booking, each with its session and price."""
    live = Place.objects.live().filter(booking=place.booking_id).order_by("pk")
    return [(row.session, row.price_pence) for row in live]


def labels(place):
    return [
        label for _, label in organiser_client().get(place_page(place, "move")).context["form"]["ticket"].field.choices
    ]


def day(session):
    return f"{session.local_start.day} {session.local_start:%B %Y}"


def test_equal_price_moves_at_once_with_who_and_why(place):
    target, client = other_date(place.session), organiser_client()

    response = move(place, target, client)

    new = Place.objects.live().get()
    assert said(response) == [f"Moved to {day(target)}: now place {new.code}."]
    assert (now(place), changed(new)) == ([(target, 9500)], [("moved", whoever(client), WHY)])


def test_cheaper_date_gives_the_difference_back(place):
    target = other_date(place.session, price_pence=7000)

    response = move(place, target)

    assert said(response)[0].endswith("£25.00 goes back.")
    assert (now(place), Refund.objects.get().amount_pence) == ([(target, 7000)], 2500)


@pytest.mark.parametrize("price", [7000, 12000])
def test_at_no_cost_nothing_is_charged_and_nothing_goes_back(place, price):
    target = other_date(place.session, price_pence=price)

    move(place, target, cost="free")

    assert (now(place), Refund.objects.count(), Payment.objects.count()) == ([(target, 9500)], 0, 1)


def test_dearer_date_is_held_and_the_booker_is_asked_for_the_difference(place):
    target = other_date(place.session, price_pence=12000)

    response = move(place, target)

    assert said(response)[0].startswith(f"A seat on {day(target)} is held until ")
    assert "priya@example.org is asked to pay £25.00; until then the place stays where it is." in said(response)[0]
    assert now(place) == [(place.session, 9500), (target, 12000)]
    assert OutboxMessage.objects.filter(kind="difference_due", to="priya@example.org").count() == 1


def test_dearer_date_is_billed_where_the_booking_is_on_invoice():
    booking = invoice()
    target = other_date(booking.session, price_pence=12000)

    move(booking.places.get(), target)

    assert now(booking.places.first()) == [(target, 12000)]
    assert list(booking.documents.order_by("pk").values_list("kind", "total_pence")) == [
        ("invoice", 9500),
        ("credit_note", 9500),
        ("invoice", 12000),
    ]


def test_too_late_by_the_policy_it_moves_only_when_overruled(place):
    make_provider(move_days=7)
    Session.objects.filter(pk=place.session_id).update(starts_at=timezone.now() + timedelta(days=2))
    target, client = other_date(place.session), organiser_client()
    page = client.get(place_page(place, "move"))

    refused = move(place, target, client)
    before = now(place)
    move(place, target, client, overrule="on")

    assert step_of(page).facts[-1].startswith("The policy would refuse: a place could move until ")
    assert wrong(refused) == {"__all__": ["It is too late to move this place. Hand it to a colleague, or write to us."]}
    assert (typed(refused, "reason"), typed(refused, "ticket")) == (WHY, str(ticket_of(target).pk))
    assert ([session for session, _ in before], now(place)) == ([place.session], [(target, 9500)])


def test_no_box_for_overruling_stands_where_the_policy_agrees(place):
    other_date(place.session)

    page = organiser_client().get(place_page(place, "move"))

    assert list(page.context["form"].fields) == ["ticket", "cost", "reason"]


def test_dates_are_offered_with_seats_left_and_difference_the_hidden_ones_too(place):
    same = other_date(place.session, capacity=3, town="Leeds")
    TicketType.objects.create(session=same, name="Staff", price_pence=5000, code="STAFF", quota=1, position=2)
    TicketType.objects.create(session=same, name="Trainee", price_pence=9600, needs_approval=True, position=3)

    start = same.local_start
    when = f"{start:%a} {start.day} {start:%b %Y, %H:%M}, Leeds"
    assert labels(place) == [
        "Choose a date",
        f"{when}, Standard: 3 seats left, same price",
        f"{when}, Staff: 1 seat left, hidden from the public, £45.00 goes back",
        f"{when}, Trainee: 3 seats left, needs approval, £1.00 more to pay",
    ]


def test_hidden_ticket_can_be_moved_to(place):
    target = other_date(place.session)
    TicketType.objects.filter(session=target).update(code="STAFF")

    move(place, target)

    assert now(place) == [(target, 9500)]


def test_dates_that_the_service_would_refuse_are_not_offered(place):
    workshop = place.session.workshop
    make_session(workshop=workshop, state=SessionState.DRAFT)
    make_session(workshop=workshop, starts_in=timedelta(hours=-1))
    make_session(workshop=workshop, booking_closes_at=timezone.now() - timedelta(days=1))
    make_session(workshop=make_workshop())
    make_full_session(workshop=workshop)
    over = other_date(place.session)
    TicketType.objects.filter(session=over).update(sale_closes_at=timezone.now() - timedelta(days=1))

    assert targets_of(place) == []


def test_without_another_date_the_page_says_what_to_do_first(place):
    response = organiser_client().get(place_page(place, "move"), follow=True)

    assert (said(response), response.redirect_chain[-1][0]) == ([NO_DATE], place_page(place))


@pytest.mark.parametrize(
    ("filled", "errors"),
    [
        ({"ticket": ""}, {"ticket": ["Choose a date."]}),
        ({"ticket": "999"}, {"ticket": ["Nobody can be moved to this date any more. Choose another."]}),
        ({"cost": ""}, {"cost": ["Choose a price."]}),
        ({"reason": " "}, {"reason": ["This field is required."]}),
    ],
)
def test_odd_input_is_refused_at_its_field_and_kept(place, filled, errors):
    target = other_date(place.session)

    response = move(place, target, **filled)

    assert (wrong(response), {name: typed(response, name) for name in filled}) == (errors, filled)
    assert now(place) == [(place.session, 9500)]


def test_person_who_has_a_place_there_already_is_refused(place):
    target = other_date(place.session)
    paid(target)

    response = move(place, target)

    assert wrong(response) == {"__all__": ["This person has a place on that date already."]}
    assert now(place) == [(place.session, 9500)]


def test_looking_at_the_page_changes_nothing(place):
    other_date(place.session)
    before = Place.objects.count(), OutboxMessage.objects.count()

    response = organiser_client().get(place_page(place, "move"))

    assert (response.status_code, Place.objects.count(), OutboxMessage.objects.count()) == (200, *before)


def test_step_is_answered_on_the_page_of_the_old_place(place):
    told = send(
        organiser_client(),
        place_page(place, "move"),
        ticket=ticket_of(other_date(place.session)).pk,
        cost="price",
        reason=WHY,
    )

    assert len(told) == 1
