"""The form of a session: moving it, its timetable, its prices and its zone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_booking, make_past_session, make_presenter, make_session
from tests.workshops.admin.clients import form_data, organiser_client, said

pytestmark = pytest.mark.django_db
IN_THE_PAST = "People hold places on this session, so it cannot be moved into the past. Enter a coming date."


def page(session):
    return f"/admin/workshops/session/{session.pk}/change/"


def save(session, *, follow=False, **changes):
    client = organiser_client()
    response = client.post(page(session), form_data(client, page(session)) | changes, follow=follow)
    session.refresh_from_db()
    return response


def times(prefix, start, end):
    """Two moments as the form's four fields send them."""
    found = {}
    for name, moment in ((f"{prefix}starts_at", start), (f"{prefix}ends_at", end)):
        local = timezone.localtime(moment)
        found |= {f"{name}_0": f"{local:%d/%m/%Y}", f"{name}_1": f"{local:%H:%M:%S}"}
    return found


def timetable(session, *parts):
    """Parts by title, first and last hour, counted from the start of the session."""
    data = {"parts-TOTAL_FORMS": len(parts)}
    for number, (title, first, last) in enumerate(parts):
        start, end = (session.starts_at + timedelta(hours=hours) for hours in (first, last))
        data |= {f"parts-{number}-title": title, f"parts-{number}-is_teaching": "on"}
        data |= times(f"parts-{number}-", start, end)
    return data


def refused_parts(response):
    return response.context["inline_admin_formsets"][0].formset.non_form_errors()


def refused_price(response):
    return response.context["inline_admin_formsets"][1].formset.forms[0].errors["price_pence"]


def moved(session, delta):
    return times("", session.starts_at + delta, session.ends_at + delta)


def test_booked_session_moved_into_the_past_is_refused():
    session = make_session()
    make_booking(session=session)
    before = session.starts_at

    response = save(session, **moved(session, timedelta(days=-60)))

    assert response.context["adminform"].form.errors["starts_at"] == [IN_THE_PAST]
    assert session.starts_at == before


def test_session_nobody_booked_may_be_noted_down_afterwards():
    session = make_session()
    before = session.starts_at

    save(session, **moved(session, timedelta(days=-60)))

    assert session.starts_at == before - timedelta(days=60)


def test_booked_session_that_is_over_can_be_corrected_in_all_else():
    session = make_past_session()
    make_booking(session=session)

    save(session, cpd_minutes=300)

    assert session.cpd_minutes == 300


@pytest.mark.parametrize(("number", "people"), [(1, "1 person holds a place"), (2, "2 people hold a place")])
def test_moving_a_booked_session_says_that_nobody_was_told(number, people):
    session = make_session()
    for _ in range(number):
        make_booking(session=session)

    told = said(save(session, follow=True, tell="quiet", **moved(session, timedelta(days=7))))

    assert told[0] == f"Nobody has been told of this change yet: {people} on this session."
    assert (len(told), session.sequence) == (2, 1)


def test_change_that_no_calendar_shows_says_nothing_of_telling():
    session = make_session()
    make_booking(session=session)

    assert len(said(save(session, follow=True, capacity=30))) == 1


def test_moving_a_session_nobody_booked_says_nothing_of_telling():
    session = make_session()

    assert len(said(save(session, follow=True, **moved(session, timedelta(days=7))))) == 1


def test_correcting_a_session_that_is_over_says_nothing_of_telling():
    session = make_past_session()
    make_booking(session=session)

    assert len(said(save(session, follow=True, town="Leeds"))) == 1


def test_timetable_within_the_session_is_saved():
    session = make_session()

    save(session, **timetable(session, ("Welcome", 0, 1), ("Practice", 1, 6.75)))

    assert [part.title for part in session.parts.all()] == ["Welcome", "Practice"]


@pytest.mark.parametrize(("first", "last"), [(-1, 1), (6, 7)])
def test_part_outside_the_session_is_refused(first, last):
    session = make_session(starts_at=datetime(2099, 7, 16, 9, tzinfo=UTC))

    response = save(session, **timetable(session, ("Welcome", first, last)))

    sentence = "“Welcome” lies outside the session: 16 July, 10:00, to 16 July, 16:45."
    assert (refused_parts(response), session.parts.count()) == ([sentence], 0)


@pytest.mark.parametrize(
    ("last", "refused"),
    [(30, []), (30.25, ["“Second day” lies outside the session: 16 July, 10:00, to 17 July, 16:00."])],
)
def test_parts_of_several_days_lie_within_the_first_and_the_last(last, refused):
    start = datetime(2099, 7, 16, 9, tzinfo=UTC)
    session = make_session(starts_at=start, ends_at=start + timedelta(hours=30))

    response = save(session, **timetable(session, ("First day", 0, 6), ("Second day", 24, last)))

    assert (response.context and refused_parts(response), session.parts.count()) == (
        refused or None,
        0 if refused else 2,
    )


def test_presenter_of_a_part_is_saved():
    session, ruth = make_session(), make_presenter(name="Ruth Calder")

    save(session, **timetable(session, ("Welcome", 0, 1)), **{"parts-0-presenter": ruth.pk})

    assert session.parts.get().presenter == ruth


@pytest.mark.parametrize("day", ["29/03/2099", "25/10/2099"])
def test_time_that_does_not_exist_or_exists_twice_is_refused(day):
    """Half past one in the night in which the clocks change."""
    session = make_session()
    before = session.starts_at

    response = save(session, starts_at_0=day, starts_at_1="01:30:00", ends_at_0=day, ends_at_1="16:00:00")

    assert len(response.context["adminform"].form.errors["starts_at"]) == 1
    assert session.starts_at == before


NEW = {
    "directions": "From the station, left.",
    "meeting_number": "812 3456 7890",
    "joining_opens_hours": 2,
    "grace_minutes": 10,
    "attendance_percent": 75,
    "counts_each_part": "on",
    "reminds_week": "",
    "follows_up": "",
}


def test_way_joining_rule_and_messages_are_part_of_the_form():
    session = make_session()

    save(session, **NEW)

    kept = {name: getattr(session, name) or "" for name in NEW}
    assert kept == NEW | {"counts_each_part": True}


def test_parts_that_overlap_are_refused():
    session = make_session()

    response = save(session, **timetable(session, ("Practice", 1, 3), ("Welcome", 0, 2)))

    assert (refused_parts(response), session.parts.count()) == (["“Practice” begins before “Welcome” ends."], 0)


def test_part_that_is_deleted_may_lie_anywhere():
    session = make_session()
    session.parts.create(title="Welcome", starts_at=session.starts_at, ends_at=session.ends_at)

    save(session, **moved(session, timedelta(days=1)), **{"parts-0-DELETE": "on"})

    assert session.parts.count() == 0


def test_parts_are_not_measured_against_times_that_are_refused():
    session = make_session()

    response = save(session, starts_at_0="", **timetable(session, ("Welcome", -1, 1)))

    assert (response.status_code, session.parts.count()) == (200, 0)


@pytest.mark.parametrize(("typed", "pence"), [("95", 9500), ("95.00", 9500), ("£95.5", 9550), (" 0.30 ", 30), ("0", 0)])
def test_price_is_entered_in_pounds(typed, pence):
    session = make_session(price_pence=1000)

    save(session, **{"ticket_types-0-price_pence": typed})

    assert session.ticket_types.get().price_pence == pence


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("95.001", "Write the price with two figures for the pence, such as 95.50."),
        ("a lot", "Write the price as 95 or 95.50."),
        ("-1", "Ensure this value is greater than or equal to 0."),
        ("", "This field is required."),
    ],
)
def test_price_that_is_none_is_refused(typed, sentence):
    session = make_session(price_pence=1000)

    response = save(session, **{"ticket_types-0-price_pence": typed})

    assert (refused_price(response), session.ticket_types.get().price_pence) == ([sentence], 1000)


def test_price_is_shown_in_pounds():
    session = make_session(price_pence=9550)

    shown = form_data(organiser_client(), page(session))

    assert shown["ticket_types-0-price_pence"] == "95.50"


def test_price_left_as_it_is_counts_as_no_change_once_booked():
    session = make_session(price_pence=9500)
    make_booking(session=session)

    save(session, capacity=30)

    assert (session.capacity, session.ticket_types.get().price_pence) == (30, 9500)


def test_zones_begin_with_london_and_keep_the_one_a_session_has():
    session = make_session(time_zone="Asia/Tokyo")

    form = organiser_client().get(page(session)).context["adminform"].form

    names = [name for name, _ in form.fields["time_zone"].choices]
    assert (names[0], names[-1]) == ("Europe/London", "Asia/Tokyo")


def test_zone_that_is_not_offered_is_refused():
    session = make_session()

    save(session, time_zone="Mars/Olympus")

    assert session.time_zone == "Europe/London"
