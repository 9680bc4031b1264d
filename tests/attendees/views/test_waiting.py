"""The waiting list's page."""

import pytest

from attendees.models import OutboxMessage, WaitingListEntry
from attendees.services.waiting import join_waiting_list
from tests.factories import make_booking, make_session, make_user
from tests.factories_waiting import make_full_session, make_offer, make_waiting
from workshops.models import TicketType

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_session():
    session = make_session(capacity=1)
    make_booking(session=session, email="seated@example.org")
    return session


def join(client, session, email="tom@example.org", **fields):
    return client.post(f"/sessions/{session.pk}/wait/", {"name": "Tom", "email": email} | fields, follow=True)


def shown(client, session, query=""):
    return client.get(f"/sessions/{session.pk}/wait/{query}")


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_it_works(client, full_session):
    answer = join(client, full_session)

    full_session.refresh_from_db()
    assert (full_session.waiting_count, WaitingListEntry.objects.get().email) == (1, "tom@example.org")
    assert answer.redirect_chain == [(full_session.workshop.get_absolute_url(), 302)]
    assert "You are on the waiting list for" in answer.content.decode()


def sent():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "to"))


def test_guest_with_a_place_sees_what_a_new_one_sees_and_gets_the_link(client, full_session):
    first = join(client, full_session)

    second = join(client, full_session, email="seated@example.org")

    full_session.refresh_from_db()
    assert (second.redirect_chain, told(second)) == (first.redirect_chain, told(first))
    assert (full_session.waiting_count, WaitingListEntry.objects.count()) == (1, 1)
    assert sent() == [("waiting_joined", "tom@example.org"), ("booking_link", "seated@example.org")]


def test_guest_who_waits_already_sees_what_a_new_one_sees_and_gets_nothing_more(client, full_session):
    first = join(client, full_session)

    second = join(client, full_session)

    full_session.refresh_from_db()
    assert (second.redirect_chain, told(second)) == (first.redirect_chain, told(first))
    assert (full_session.waiting_count, WaitingListEntry.objects.count()) == (1, 1)
    assert sent() == [("waiting_joined", "tom@example.org")]


def test_signed_in_person_with_a_place_is_told_so(client, full_session):
    client.force_login(make_user("seated@example.org"))

    answer = join(client, full_session)

    assert answer.status_code == 422
    assert "This email address has a place on this session already." in answer.content.decode()
    assert sent() == []


def test_signed_in_person_who_waits_already_is_told_so(client, full_session):
    user = make_user("tom@example.org")
    join_waiting_list(session=full_session, name="Tom", email=user.email)
    client.force_login(user)

    answer = join(client, full_session)

    assert answer.status_code == 422
    assert "You are on this waiting list already." in answer.content.decode()


def test_bad_address_is_refused_and_kept(client, full_session):
    answer = join(client, full_session, email="tom")

    assert (answer.status_code, answer.context["form"]["email"].value()) == (422, "tom")
    assert WaitingListEntry.objects.count() == 0


def test_session_with_seats_left_is_refused(client):
    answer = join(client, make_session())

    assert answer.status_code == 422
    assert "There are seats left" in answer.content.decode()


def test_page_is_not_kept_by_caches(client, full_session):
    assert "no-store" in client.get(f"/sessions/{full_session.pk}/wait/")["Cache-Control"]


def test_too_many_tries_from_one_address_are_slowed_down(client, full_session):
    path = f"/sessions/{full_session.pk}/wait/"

    looks = [client.get(path).status_code for _ in range(21)]
    tries = [client.post(path, {"name": "Tom", "email": "tom"}).status_code for _ in range(21)]
    elsewhere = client.post(path, {"name": "Tom", "email": "tom"}, REMOTE_ADDR="198.51.100.7").status_code

    assert (looks, tries, elsewhere) == ([200] * 21, [422] * 20 + [429], 422)


def test_form_is_not_shown_where_nobody_can_wait(client):
    page = client.get(f"/sessions/{make_session().pk}/wait/").content.decode()

    assert ("There are seats left" in page, 'name="email"' in page) == (True, False)


def test_party_waits_for_a_number_on_a_ticket(client):
    session = make_full_session(capacity=4, price_pence=9500)
    reduced = TicketType.objects.create(session=session, name="Reduced", price_pence=5000)

    answer = join(client, session, quantity="3", ticket=str(reduced.pk), attends="on")

    entry = WaitingListEntry.objects.get()
    assert answer.redirect_chain == [(session.workshop.get_absolute_url(), 302)]
    assert (entry.quantity, entry.ticket_type, entry.promised_pence, entry.attends) == (3, reduced, 5000, True)


def test_party_of_others_says_so_by_leaving_the_box_empty(client):
    join(client, make_full_session(capacity=2), quantity="2")

    assert WaitingListEntry.objects.get().attends is False


def test_single_place_is_always_for_whoever_waits(client, full_session):
    join(client, full_session, quantity="1")

    assert WaitingListEntry.objects.get().attends is True


@pytest.mark.parametrize("quantity", ["0", "21", "-1", "many", "1.5"])
def test_number_that_is_none_is_refused_and_kept(client, full_session, quantity):
    answer = join(client, full_session, quantity=quantity)

    assert (answer.status_code, answer.context["form"]["quantity"].value()) == (422, quantity)
    assert "Enter how many places you wait for, between 1 and 20." in answer.content.decode()
    assert WaitingListEntry.objects.count() == 0


def test_more_places_than_the_session_has_are_refused(client, full_session):
    answer = join(client, full_session, quantity="2")

    assert answer.status_code == 422
    assert "This session has 1 seat in all. Wait for fewer places." in answer.content.decode()


def test_ticket_must_be_chosen_where_there_are_several(client, full_session):
    TicketType.objects.create(session=full_session, name="Reduced", price_pence=5000)

    answer = join(client, full_session)

    assert (answer.status_code, answer.context["form"].errors) == (422, {"ticket": ["Choose a ticket."]})


def test_hidden_ticket_is_neither_shown_nor_taken(client, full_session):
    hidden = TicketType.objects.create(session=full_session, name="Staff", code="STAFF")
    TicketType.objects.create(session=full_session, name="Reduced", price_pence=5000)

    answer = join(client, full_session, ticket=str(hidden.pk))

    assert (answer.status_code, "Staff" in answer.content.decode(), WaitingListEntry.objects.count()) == (422, False, 0)


def test_form_is_filled_in_from_the_address(client):
    session = make_full_session(capacity=3)
    reduced = TicketType.objects.create(session=session, name="Reduced", price_pence=5000)

    form = shown(client, session, f"?quantity=3&ticket={reduced.pk}").context["form"]

    assert (form["quantity"].value(), form["ticket"].value()) == ("3", str(reduced.pk))


def test_form_survives_an_address_that_makes_no_sense(client, full_session):
    assert shown(client, full_session, "?quantity=%3Cb%3E&ticket=x").status_code == 200


def test_page_asks_whether_fewer_seats_are_enough(client):
    session = make_full_session(capacity=3)
    session.capacity = 5
    session.save()

    answer = shown(client, session)

    page = " ".join(answer.content.decode().split())
    assert "2 seats are left on this session. If that is enough," in page
    assert answer.context["form"]["quantity"].value() == 3


def test_as_many_places_as_are_left_are_refused(client):
    session = make_full_session(capacity=3)
    session.capacity = 5
    session.save()

    answer = join(client, session, quantity="2")

    assert answer.status_code == 422
    assert "There are seats left on this session: book them instead of waiting." in answer.content.decode()


def test_someone_with_an_offer_gets_its_link_again(client):
    booking = make_offer(email="tom@example.org")
    make_booking(session=make_session())
    first = join(client, booking.session, email="new@example.org")

    second = join(client, booking.session)

    assert (second.redirect_chain, told(second)) == (first.redirect_chain, told(first))
    assert ("booking_link", "tom@example.org") in sent()


def test_guest_with_a_place_may_wait_for_others(client, full_session):
    full_session.capacity = 2
    full_session.save()

    join(client, full_session, email="seated@example.org", quantity="2")

    assert WaitingListEntry.objects.get().email == "seated@example.org"


def test_page_says_how_many_wait_and_until_when_an_offer_stands(client, full_session):
    make_waiting(full_session)

    page = shown(client, full_session).content.decode()

    assert "1 person waits already." in page
    assert "You have 24 hours to take them" in page
