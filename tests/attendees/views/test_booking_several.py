"""The booking form for more than one place, with a code, by invoice: the total is always shown before it is asked for."""

import re
import uuid

import pytest

from attendees.models import Booking, OutboxMessage
from attendees.proofs import proof_of
from tests.factories import make_provider, make_session, make_user
from tests.factories_money import make_discount, make_vat_rate
from workshops.models import TicketType

pytestmark = pytest.mark.django_db
BILLING = {
    "settlement": "invoice",
    "billing_name": "Leeds and York NHS Trust",
    "billing_address": "1 Park Row\nLeeds",
    "purchase_order": "PO-4471",
    "accounts_email": "ap@trust.example",
}


@pytest.fixture
def session():
    return make_session(price_pence=9500)


def address(session):
    return f"/sessions/{session.pk}/book/"


def fill(session, **more):
    ticket = session.ticket_types.first()
    person = {"name": "Priya Nair", "email": "priya@example.org", "consent": "on"}
    return person | {"ticket": ticket.pk, "form_key": str(uuid.uuid4())} | more


def shown(answer):
    """The sum as the form carries it, and as a person reads it."""
    page = answer.content.decode()
    to_pay = re.search(r'To pay</dt><dd class="total">(.*?)</dd>', page).group(1)
    return re.search(r'id="shown" value="(.*?)"', page).group(1), to_pay


def test_total_is_shown_from_the_start(client, session):
    assert shown(client.get(address(session))) == ("9500", "£95.00")


def test_working_out_the_total_books_nothing_and_keeps_what_was_typed(client, session):
    answer = client.post(address(session), fill(session, quantity=3, refresh="1"))

    assert (shown(answer), Booking.objects.count()) == (("28500", "£285.00"), 0)
    page = answer.content.decode()
    assert ('value="Priya Nair"' in page, 'value="3"' in page, 'class="why"' in page) == (True, True, False)


def test_several_places_without_a_total_are_shown_first(client, session):
    answer = client.post(address(session), fill(session, quantity=3))

    assert (answer.status_code, shown(answer)[0], Booking.objects.count()) == (409, "28500", 0)
    assert "The total is £285.00" in answer.content.decode()


def test_several_places_with_the_total_seen_are_held(client, session, stripe):
    client.post(address(session), fill(session, quantity=3, shown_pence=28500, attends="on"))

    booking = Booking.objects.get()
    assert (booking.total_pence, [place.attendee_name for place in booking.places.all()]) == (
        28500,
        ["Priya Nair", "", ""],
    )


def test_booker_of_several_comes_only_if_they_say_so(client, session, stripe):
    client.post(address(session), fill(session, quantity=2, shown_pence=19000))

    assert [place.attendee_name for place in Booking.objects.get().places.all()] == ["", ""]


def test_price_that_changed_since_the_page_was_shown_is_never_charged(client, session):
    TicketType.objects.update(price_pence=12000)

    answer = client.post(address(session), fill(session, shown_pence=9500))

    assert (answer.status_code, shown(answer), Booking.objects.count()) == (409, ("12000", "£120.00"), 0)


def test_code_shows_what_it_takes_off(client, session):
    make_discount()

    page = client.post(address(session), fill(session, code="spring20", refresh="1"))

    assert shown(page) == ("7600", "£76.00")
    assert "Code SPRING20</dt><dd>\u2212£19.00" in page.content.decode()


def test_code_that_is_unknown_says_so_beside_the_full_price(client, session):
    page = client.post(address(session), fill(session, code="NOPE", refresh="1"))

    assert (shown(page)[0], "We do not know this code" in page.content.decode()) == ("9500", True)


def test_code_that_is_unknown_books_nothing(client, session):
    answer = client.post(address(session), fill(session, code="NOPE", shown_pence=9500))

    assert (answer.status_code, Booking.objects.count()) == (409, 0)
    assert "We do not know this code" in answer.content.decode()


def test_code_is_counted_into_the_booking(client, session, stripe):
    make_discount()

    client.post(address(session), fill(session, code="SPRING20", shown_pence=7600))

    assert Booking.objects.get().total_pence == 7600


def test_vat_is_shown_with_net_and_sum(client, session):
    make_provider(vat_number="GB1")
    make_vat_rate()

    page = client.get(address(session)).content.decode()

    assert ("<dt>Net</dt><dd>£79.17</dd>" in page, "<dt>VAT</dt><dd>£15.83</dd>" in page) == (True, True)


def test_hidden_ticket_appears_with_its_code(client, session):
    TicketType.objects.create(session=session, name="Staff", price_pence=1000, code="STAFF", position=2)

    assert "Staff" not in client.get(address(session)).content.decode()
    assert "Staff, £10" in client.post(address(session), fill(session, code="staff", refresh="1")).content.decode()


def test_hidden_ticket_cannot_be_sent_without_its_code(client, session):
    ticket = TicketType.objects.create(session=session, name="Staff", price_pence=1000, code="STAFF", position=2)

    answer = client.post(address(session), fill(session, ticket=ticket.pk))

    assert (answer.status_code, Booking.objects.count()) == (422, 0)


def test_invoice_leads_to_the_booking_with_its_document(client, session):
    answer = client.post(address(session), fill(session, quantity=10, shown_pence=95000, **BILLING))

    booking = Booking.objects.get()
    assert answer.url == booking.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert ("Your 10 places are held" in page, "INV-00001" in page, "£950.00" in page) == (True, True, True)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("billing_name", "name of the organisation"), ("billing_address", "Write the billing address")],
)
def test_invoice_without_an_addressee_is_refused_beside_the_field(client, session, missing, sentence):
    answer = client.post(address(session), fill(session, shown_pence=9500, **(BILLING | {missing: ""})))

    assert (answer.status_code, Booking.objects.count()) == (422, 0)
    assert (sentence in answer.content.decode(), answer.context["form"].is_open) == (True, True)


def test_invoice_is_not_offered_where_it_cannot_be_paid_in_time(client, session):
    make_provider(invoice_closes_days=60)

    assert "settlement" not in client.get(address(session)).context["form"].fields


def test_free_session_offers_no_invoice(client):
    assert "settlement" not in client.get(address(make_session())).context["form"].fields


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [("0", "at least one place"), ("x", "in figures"), ("201", "more than 200"), ("25", "20 places")],
)
def test_odd_numbers_of_places_get_a_sentence(client, session, quantity, sentence):
    answer = client.post(address(session), fill(session, quantity=quantity, shown_pence=9500 * 25))

    assert (sentence in answer.content.decode(), Booking.objects.count()) == (True, 0)


def test_questions_of_the_ticket_are_asked_and_kept(client):
    session = make_session()
    TicketType.objects.update(asks_profession=True, asks_registration=True)
    page = client.get(address(session))
    assert [field.name for field in page.context["form"].asked] == [
        "profession",
        "registration_body",
        "registration_number",
    ]

    client.post(
        address(session),
        fill(session, profession="PWP", registration_body="BABCP", registration_number="00 17"),
    )

    place = Booking.objects.get().places.get()
    assert (place.profession, place.registration_body, place.registration_number) == ("PWP", "BABCP", "00 17")


def test_question_left_out_is_refused(client):
    session = make_session()
    TicketType.objects.update(asks_profession=True)

    answer = client.post(address(session), fill(session))

    assert (answer.status_code, "asks for the profession" in answer.content.decode()) == (409, True)


def test_ticket_that_needs_approval_says_so_and_makes_a_request(client, session):
    TicketType.objects.update(needs_approval=True)
    assert "Ask for my place" in client.get(address(session)).content.decode()

    answer = client.post(address(session), fill(session, shown_pence=9500), follow=True)

    assert (Booking.objects.get().state, "We have your request" in answer.content.decode()) == ("requested", True)


@pytest.fixture
def nhs():
    session = make_session()
    TicketType.objects.update(email_domains="nhs.net, nhs.uk")
    return session


def test_address_of_the_domain_is_confirmed_by_a_link_first(client, nhs):
    answer = client.post(address(nhs), fill(nhs, email="priya@nhs.net"))

    message = OutboxMessage.objects.get()
    assert (answer.status_code, Booking.objects.count(), message.kind, message.to) == (
        409,
        0,
        "address_proof",
        "priya@nhs.net",
    )
    link = re.search(r"(/sessions/\S+)", message.text).group(1)
    page = client.get(link)
    assert (page.context["form"]["email"].value(), page.context["form"]["name"].value()) == (
        "priya@nhs.net",
        "Priya Nair",
    )

    client.post(address(nhs), fill(nhs, email="priya@nhs.net", proof=page.context["form"]["proof"].value()))

    assert Booking.objects.get().state == "confirmed"


def test_proof_of_another_address_proves_nothing(client, nhs):
    proof = proof_of(email="tom@nhs.net", name="Tom")

    answer = client.post(address(nhs), fill(nhs, email="priya@nhs.net", proof=proof))

    assert (answer.status_code, Booking.objects.count()) == (409, 0)


def test_forged_proof_proves_nothing(client, nhs):
    client.post(address(nhs), fill(nhs, email="priya@nhs.net", proof="e30:1abc:forged"))

    assert Booking.objects.count() == 0


def test_account_with_the_address_needs_no_link(client, nhs):
    client.force_login(make_user("priya@nhs.net"))

    client.post(address(nhs), fill(nhs))

    assert Booking.objects.get().state == "confirmed"


def test_address_elsewhere_is_refused_by_name(client, nhs):
    answer = client.post(address(nhs), fill(nhs, proof=proof_of(email="priya@example.org", name="Priya")))

    assert ("@nhs.net or @nhs.uk" in answer.content.decode(), Booking.objects.count()) == (True, 0)


def test_link_is_sent_once_in_ten_minutes(client, nhs):
    for _ in range(3):
        client.post(address(nhs), fill(nhs, email="priya@nhs.net"))

    assert OutboxMessage.objects.filter(kind="address_proof").count() == 1
