"""Ticket types in the form of a session."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.forms import modelform_factory

from attendees.admin.session import BookedTicketForm
from tests.factories import make_booking, make_provider, make_session
from tests.workshops.admin.clients import form_data, organiser_client
from workshops.models import TicketType, VatRate
from workshops.services.seats import take_quota

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
FIRST = "ticket_types-0-"


def page(session):
    return f"/admin/workshops/session/{session.pk}/change/"


def save(session, **fields):
    """Save the form with changes to its first ticket type; the answer, and the ticket as it stands then."""
    client = organiser_client()
    changes = {FIRST + name: value for name, value in fields.items()}
    response = client.post(page(session), form_data(client, page(session)) | changes)
    return response, session.ticket_types.first()


def errors_of(response):
    return dict(response.context["inline_admin_formsets"][1].formset.forms[0].errors)


def moment(name, when):
    local = when.astimezone(LONDON)
    return {f"{name}_0": f"{local:%d/%m/%Y}", f"{name}_1": f"{local:%H:%M:%S}"}


def test_everything_that_a_ticket_can_ask_is_saved():
    rate = VatRate.objects.create(name="Standard rate", basis_points=2000)
    opens, closes = datetime(2099, 3, 1, 9, tzinfo=LONDON), datetime(2099, 5, 4, tzinfo=LONDON)

    response, ticket = save(
        make_session(),
        **moment("sale_opens_at", opens),
        **moment("sale_closes_at", closes),
        name="NHS staff",
        price_pence="114",
        vat_rate=rate.pk,
        quota=12,
        min_places=2,
        max_places=5,
        code=" staff-26 ",
        declaration="I work in the NHS.",
        asks_profession="on",
        asks_service="on",
        asks_registration="on",
        email_domains="@NHS.net; nhs.uk",
        service_cap=3,
        needs_approval="on",
    )

    assert response.status_code == 302
    assert (ticket.name, ticket.price_pence, ticket.vat_rate) == ("NHS staff", 11400, rate)
    assert (ticket.quota, ticket.min_places, ticket.max_places, ticket.service_cap) == (12, 2, 5, 3)
    assert (ticket.code, ticket.declaration) == ("STAFF-26", "I work in the NHS.")
    assert (ticket.email_domains, ticket.domains) == ("nhs.net, nhs.uk", ["nhs.net", "nhs.uk"])
    assert (ticket.asks_profession, ticket.asks_service, ticket.asks_registration, ticket.needs_approval) == (True,) * 4
    assert (ticket.sale_opens_at, ticket.sale_closes_at) == (opens, closes)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"max_places": 1, "min_places": 2}, {"max_places": ["The most places cannot be below the fewest."]}),
        ({"min_places": 4, "quota": 3}, {"min_places": ["The fewest places cannot be above the quota."]}),
        ({"service_cap": 2}, {"service_cap": ["To limit places for each service, ask for the service too."]}),
        (
            moment("sale_opens_at", datetime(2099, 5, 4, tzinfo=LONDON))
            | moment("sale_closes_at", datetime(2099, 5, 4, tzinfo=LONDON)),
            {"sale_closes_at": ["The sale closes after it opens."]},
        ),
        (
            {"code": "two words"},
            {"code": ["Write a code in letters, figures and hyphens without spaces, such as STAFF-26."]},
        ),
        (
            {"email_domains": "nhs"},
            {
                "email_domains": [
                    "“nhs” is not a domain. Write what stands behind the @, such as nhs.net, with commas between."
                ]
            },
        ),
        ({"price_pence": "0.20"}, {"__all__": ["A price is nought, or between 30p and £10,000."]}),
        (
            {"max_places": 201},
            {"__all__": ["One booking has between 1 and 200 places, and the most is not below the fewest."]},
        ),
    ],
)
def test_what_does_not_fit_together_is_refused_at_one_field(fields, refused):
    session = make_session(price_pence=1000)

    response, ticket = save(session, **fields)

    assert errors_of(response) == refused
    assert (ticket.max_places, ticket.code, ticket.price_pence) == (20, "", 1000)


@pytest.mark.parametrize(("places", "words"), [(1, "1 place is"), (2, "2 places are")])
def test_quota_below_what_is_booked_is_refused(places, words):
    session = make_session()
    for _ in range(places):
        make_booking(session=session)

    response, ticket = save(session, quota=places - 1)

    assert errors_of(response) == {
        "quota": [f"{words} booked on it already, so the quota cannot be lower than {places}."]
    }
    assert ticket.quota is None


def test_quota_down_to_what_is_booked_is_saved():
    session = make_session()
    make_booking(session=session)

    _, ticket = save(session, quota=1)

    assert (ticket.quota, ticket.places_taken) == (1, 1)


def test_quota_may_be_taken_off_again():
    session = make_session()
    session.ticket_types.update(quota=5)

    _, ticket = save(session, quota="")

    assert ticket.quota is None


def test_place_booked_while_the_form_was_open_stays_counted():
    """The form holds the row as it was; saving writes what was changed and nothing else."""
    ticket = make_session().ticket_types.get()
    form_class = modelform_factory(
        TicketType, form=BookedTicketForm, fields=["name", "quota", "min_places", "max_places"]
    )
    data = {"name": "Early bird", "price_pence": "0", "min_places": 1, "max_places": 20}
    stale = form_class(data, instance=ticket)
    take_quota(ticket_id=ticket.pk, quantity=3)

    stale.save()

    ticket.refresh_from_db()
    assert (ticket.name, ticket.places_taken) == ("Early bird", 3)


@pytest.mark.parametrize(
    "change",
    [
        {"declaration": "I am a nurse."},
        {"asks_profession": "on"},
        {"asks_registration": "on"},
        {"email_domains": "nhs.net"},
        {"code": "STAFF"},
        {"needs_approval": "on"},
        {"asks_service": "on", "service_cap": 1},
        {"min_places": 2, "max_places": 3},
    ],
)
def test_what_a_ticket_asks_may_change_and_booked_places_stay_as_they_are(change):
    session = make_session(price_pence=9500)
    booking = make_booking(session=session)
    before = booking.places.values().get()

    response, _ = save(session, **change)

    assert response.status_code == 302
    assert booking.places.values().get() == before
    booking.refresh_from_db()
    assert (booking.state, booking.total_pence) == ("confirmed", 9500)


def test_vat_rate_of_a_booked_ticket_may_change_and_the_place_keeps_what_it_had():
    make_provider(vat_number="GB123456789")
    session = make_session(price_pence=12000)
    booking = make_booking(session=session)
    booking.places.update(vat_basis_points=2000, vat_pence=2000)
    reduced = VatRate.objects.create(name="Reduced rate", basis_points=500)

    save(session, vat_rate=reduced.pk)

    place = booking.places.get()
    assert (place.vat_basis_points, place.vat_pence, place.ticket_type.vat_rate) == (2000, 2000, reduced)


def fieldset_of(response, number):
    form = next(iter(response.context["inline_admin_formsets"][1]))
    return list(form)[number]


def test_only_name_and_price_stand_open():
    response = organiser_client().get(page(make_session()))

    form = next(iter(response.context["inline_admin_formsets"][1]))
    assert [(fieldset.name, fieldset.is_collapsible) for fieldset in form] == [
        (None, False),
        ("When it is on sale", True),
        ("How many", True),
        ("Who may have it", True),
        ("VAT and order", True),
    ]


def test_a_group_with_a_mistake_in_it_stands_open():
    response, _ = save(make_session(), service_cap=2)

    assert [fieldset_of(response, number).is_collapsible for number in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize(("quota", "words"), [(10, "3 of 10"), (None, "3")])
def test_places_taken_are_shown_beside_the_quota(quota, words):
    session = make_session()
    session.ticket_types.update(quota=quota, places_taken=3)

    response = organiser_client().get(page(session))

    inline = response.context["inline_admin_formsets"][1]
    assert inline.opts.taken(inline.formset.forms[0].instance) == words
    assert "Places taken" in response.content.decode()


def test_another_ticket_type_is_added_with_name_and_price_alone():
    session = make_session(price_pence=9500)
    client = organiser_client()
    data = form_data(client, page(session))
    new = {name.replace("-0-", "-1-"): value for name, value in data.items() if name.startswith(FIRST)}
    new |= {"ticket_types-1-id": "", "ticket_types-1-name": "Trainee", "ticket_types-1-price_pence": "40"}

    client.post(page(session), data | new | {"ticket_types-TOTAL_FORMS": 2})

    assert list(session.ticket_types.values_list("name", "price_pence", "quota", "max_places", "code")) == [
        ("Standard", 9500, None, 20, ""),
        ("Trainee", 4000, None, 20, ""),
    ]


def test_an_early_bird_made_in_the_form_reads_as_one_price_on_the_page(client):
    session = make_session(price_pence=8500, starts_at=datetime(2099, 6, 12, 9, tzinfo=LONDON))
    turn = datetime(2099, 5, 4, tzinfo=LONDON)
    TicketType.objects.create(session=session, name="Late", price_pence=9500, sale_opens_at=turn, position=2)

    save(session, **moment("sale_closes_at", turn))

    assert "£85 until 3 May, then £95" in client.get(session.workshop.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("is_booked", "left"), [(False, 0), (True, 1)])
def test_a_ticket_type_is_deleted_only_while_nobody_booked_it(is_booked, left):
    session = make_session()
    if is_booked:
        make_booking(session=session)

    save(session, DELETE="on")

    assert session.ticket_types.count() == left
