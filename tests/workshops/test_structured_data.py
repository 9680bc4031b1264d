"""What search engines are told agrees with schema.org and with the page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import make_presenter, make_provider, make_session, make_workshop
from workshops.models import TicketType
from workshops.structured_data import session_events

pytestmark = pytest.mark.django_db

# What Google's event markup asks for, and what it recommends.
NEEDED = {"@type", "name", "startDate", "location", "offers", "organizer", "eventStatus", "eventAttendanceMode"}


def event_of(session):
    return session_events([session], make_provider(website="https://alder.example"))["@graph"][0]


def test_an_event_has_every_part_that_is_needed():
    event = event_of(make_session())

    assert set(event) >= NEEDED
    assert event["@type"] == "EducationEvent"
    assert session_events([], make_provider())["@context"] == "https://schema.org"


def test_an_event_names_workshop_presenters_and_provider():
    presenter = make_presenter(name="Andrew Reeves", slug="andrew-reeves")
    workshop = make_workshop(title="Endings", slug="endings", summary="The last six.", presenters=[presenter])

    event = event_of(make_session(workshop=workshop))

    assert event["name"] == "Endings"
    assert event["description"] == "The last six."
    assert event["url"] == "http://testserver/workshops/endings/"
    assert event["performer"] == [
        {"@type": "Person", "name": "Andrew Reeves", "url": "http://testserver/presenters/andrew-reeves/"}
    ]
    assert event["organizer"] == {
        "@type": "Organization",
        "name": "Alder Training",
        "url": "https://alder.example",
    }


@pytest.mark.parametrize(("month", "offset"), [(1, "+00:00"), (7, "+01:00")])
def test_dates_carry_the_offset_of_the_season(month, offset):
    session = make_session(starts_at=datetime(2099, month, 29, 9, 30, tzinfo=ZoneInfo("Europe/London")))

    event = event_of(session)

    assert event["startDate"] == f"2099-{month:02d}-29T09:30:00{offset}"
    assert event["endDate"] == f"2099-{month:02d}-29T16:15:00{offset}"


def test_an_online_session_has_a_virtual_place_without_the_joining_link():
    session = make_session(joining_url="https://meet.example/secret")

    event = event_of(session)

    assert event["location"]["@type"] == "VirtualLocation"
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert "secret" not in str(event)


def test_a_session_in_person_has_a_place():
    session = make_session(mode="in_person", venue_name="Town Hall", venue_address="The Headrow", town="Leeds")

    event = event_of(session)

    assert event["location"] == {"@type": "Place", "name": "Town Hall", "address": "The Headrow, Leeds"}
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"


@pytest.mark.parametrize(("state", "status"), [("scheduled", "EventScheduled"), ("cancelled", "EventCancelled")])
def test_the_status_follows_the_state(state, status):
    assert event_of(make_session(state=state))["eventStatus"] == f"https://schema.org/{status}"


@pytest.mark.parametrize(
    ("fields", "stock"),
    [
        ({}, "InStock"),
        ({"places_taken": 20}, "SoldOut"),
        ({"booking_opens_at": timezone.now() + timedelta(days=1)}, "PreOrder"),
        ({"booking_closes_at": timezone.now() - timedelta(days=1)}, "Discontinued"),
        ({"state": "cancelled"}, "Discontinued"),
    ],
)
def test_an_offer_says_whether_it_can_be_had(fields, stock):
    offer = event_of(make_session(**fields))["offers"][0]

    assert offer["availability"] == f"https://schema.org/{stock}"


@pytest.mark.parametrize(("pence", "price"), [(0, "0.00"), (9500, "95.00"), (1205, "12.05")])
def test_an_offer_has_price_and_currency(pence, price):
    offer = event_of(make_session(price_pence=pence))["offers"][0]

    assert (offer["price"], offer["priceCurrency"]) == (price, "GBP")


def test_each_ticket_type_is_an_offer_from_its_own_day():
    session = make_session(price_pence=9500)
    opens = datetime(2098, 6, 1, 9, 0, tzinfo=ZoneInfo("UTC"))
    TicketType.objects.create(session=session, name="Trainee", price_pence=4000, sale_opens_at=opens, position=2)

    standard, trainee = event_of(session)["offers"]

    assert standard["validFrom"] == session.workshop.published_at.isoformat()
    assert trainee["validFrom"] == "2098-06-01T09:00:00+00:00"
    assert (standard["name"], trainee["name"]) == ("Standard", "Trainee")


def with_tickets(*tickets, **fields):
    session = make_session(**fields)
    session.ticket_types.all().delete()
    for position, ticket in enumerate(tickets):
        TicketType.objects.create(session=session, position=position, **{"name": str(position)} | ticket)
    return session


def test_each_ticket_type_has_its_own_stock():
    later = timezone.now() + timedelta(days=2)
    session = with_tickets({}, {"quota": 1, "places_taken": 1}, {"sale_opens_at": later})

    stocks = [offer["availability"].rpartition("/")[2] for offer in event_of(session)["offers"]]

    assert stocks == ["InStock", "SoldOut", "PreOrder"]


@pytest.mark.parametrize(("other", "offers"), [({}, 1), ({"code": "GUEST"}, 0)])
def test_a_hidden_ticket_is_no_offer(other, offers):
    session = with_tickets({"name": "Staff", "code": "STAFF", "price_pence": 1234}, other)

    event = event_of(session)

    assert len(event["offers"]) == offers
    assert ("Staff" in str(event), "12.34" in str(event)) == (False, False)


def test_an_early_price_says_until_when_it_is_valid():
    ends = datetime(2098, 6, 1, 9, 0, tzinfo=ZoneInfo("UTC"))
    early, standard = event_of(with_tickets({"sale_closes_at": ends}, {}))["offers"]

    assert (early["validThrough"], "validThrough" in standard) == ("2098-06-01T09:00:00+00:00", False)


@pytest.mark.parametrize(
    ("number", "specification"),
    [
        ("", None),
        (
            "GB123456789",
            {"@type": "PriceSpecification", "price": "114.00", "priceCurrency": "GBP", "valueAddedTaxIncluded": True},
        ),
    ],
)
def test_an_offer_says_that_vat_is_included_where_the_provider_is_registered(number, specification):
    session = make_session(price_pence=11400)

    event = session_events([session], make_provider(vat_number=number))["@graph"][0]

    assert event["offers"][0].get("priceSpecification") == specification


def test_seats_that_a_quota_keeps_from_visitors_are_not_told():
    event = event_of(with_tickets({"quota": 4}, {"code": "STAFF"}))

    assert event["remainingAttendeeCapacity"] == 4


def test_seats_are_told():
    event = event_of(make_session(capacity=20, places_taken=5))

    assert (event["maximumAttendeeCapacity"], event["remainingAttendeeCapacity"]) == (20, 15)
