"""The attendee's own page."""

from datetime import timedelta

import pytest

from attendees.enums import BookingState, Decision
from attendees.models import Attendance
from attendees.services.attendance import confirm_attendance, mark_attendance
from attendees.services.waiting import join_waiting_list, leave_waiting_list
from certificates.models import Certificate
from tests.factories import make_booking, make_past_session, make_place, make_session, make_user, make_workshop
from tests.factories_waiting import make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def my(client, holder):
    client.force_login(holder)
    return lambda: client.get("/my/").content.decode()


def test_it_works_for_a_newcomer(my):
    page = my()

    assert ("You have nothing booked" in page, "None yet" in page) == (True, True)


def test_visitors_sign_in_first(client):
    assert client.get("/my/")["Location"] == "/accounts/login/?next=/my/"


def test_certificates_are_listed_with_download_and_verification(my, certificate):
    page = my()

    assert certificate.download_path in page
    assert certificate.verify_path in page
    assert "5½ hours" in page


def test_nobody_elses_certificates_or_bookings_are_shown(client, certificate):
    client.force_login(make_user())

    page = client.get("/my/").content.decode()

    assert (certificate.number in page, "Endings" in page) == (False, False)


@pytest.mark.parametrize(("hours", "words"), [(5, "Join on Zoom"), (50, "How to join")])
def test_next_session_leads_to_its_joining_page(my, holder, hours, words):
    place = make_place(session=make_session(starts_in=timedelta(hours=hours)), user=holder)

    page = my()
    assert f'href="{place.get_absolute_url()}join/">{words}</a>' in page
    assert "meet.example" not in page


def test_held_place_asks_for_payment_and_hides_the_link(my, holder):
    booking = make_booking(session=make_session(price_pence=9500), user=holder, state=BookingState.HELD)

    page = my()
    assert "Pay by" in page
    assert booking.get_absolute_url() in page
    assert "/join/" not in page


def test_later_sessions_follow(my, holder):
    make_booking(session=make_session(workshop=make_workshop(title="First")), user=holder)
    make_booking(session=make_session(workshop=make_workshop(title="Second")), user=holder)

    page = my()
    assert ("First" in page, "Second" in page, "After that" in page) == (True, True, True)


def test_past_place_says_what_is_still_needed(my, holder):
    make_booking(session=make_past_session(), user=holder)

    assert "The organiser confirms who attended" in my()


def test_absence_is_said_with_what_to_do(my, holder):
    session = make_past_session()
    place = make_place(session=session, user=holder)
    mark_attendance(place_id=place.pk, decision=Decision.ABSENT, by="user:1", reason="Seen there.")
    confirm_attendance(session_id=session.pk, by="user:1")

    page = my()
    assert ("Recorded: absent." in page, page.count(f'href="/places/{place.code}/attendance/"')) == (True, 1)
    assert Attendance.objects.count() == 1


def test_certificate_in_the_making_says_so(my, certificate):
    Certificate.objects.update(rendered_at=None)

    page = my()
    assert "It is being made" in page
    assert certificate.download_path not in page


def test_hours_are_summed_by_year(my, certificate):
    assert f"5½ hours in {certificate.place.session.local_start.year}" in " ".join(my().split())


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, holder, count, django_assert_max_num_queries):
    for _ in range(count):
        make_booking(session=make_session(), user=holder)
        make_booking(session=make_past_session(), user=holder)
    client.force_login(holder)

    with django_assert_max_num_queries(12):
        client.get("/my/")


def test_waiting_lists_are_shown_with_the_position_and_the_way_out(my, holder):
    session = make_session(capacity=1)
    make_booking(session=session)
    first = join_waiting_list(session=session, name="Tom", email="tom@example.org")
    mine = join_waiting_list(session=session, name="Priya", email="priya@example.org", user=holder)

    before = my()
    leave_waiting_list(entry_id=first.pk)

    assert "You are number 2 on the list" in before
    assert f"/waiting/{mine.pk}/leave/" in before
    assert "You are next" in my()


def test_offer_is_shown_with_its_end_and_not_as_something_to_pay(my, holder):
    booking = make_offer(quantity=2, price_pence=9500, email=holder.email, user=holder)

    page = my()

    assert "We keep 2 seats for you until" in page
    assert f'href="{booking.get_absolute_url()}"' in page
    assert "Not paid yet" not in page


def test_request_waits_for_approval_with_a_way_to_it(client):
    user = make_user()
    booking = make_booking(state=BookingState.REQUESTED, user=user, email=user.email)
    client.force_login(user)

    page = client.get("/my/").content.decode()

    assert ("Waiting for approval" in page, booking.get_absolute_url() in page, "Not paid yet" in page) == (
        True,
        True,
        False,
    )
