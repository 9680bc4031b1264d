"""What the sample offers: its files are whole, and become whole rows."""

from datetime import date, datetime

import pytest

from workshops.enums import SessionState, WorkshopState
from workshops.models import Partner, Presenter, Workshop
from workshops.sample.days import LONDON, WEEKDAYS
from workshops.sample.offering import SESSION_FIELDS, WORKSHOP_FIELDS, make_offer
from workshops.sample.reading import read_file, read_offers

TODAY = date(2026, 11, 23)
OFFERS = {spec["slug"]: spec for spec in read_offers()}
WORKSHOP_KEYS = {*WORKSHOP_FIELDS, "presenters", "partners", "is_draft", "timetable", "sessions"}
SESSION_KEYS = {*SESSION_FIELDS, "key", "date", "weeks", "weekday", "from", "to", "tickets", "is_draft"}


@pytest.mark.parametrize("slug", OFFERS)
def test_offer_holds_no_key_that_nothing_reads(slug):
    spec = OFFERS[slug]

    unknown = set(spec) - WORKSHOP_KEYS
    unknown |= {key for entry in spec["sessions"] for key in entry} - SESSION_KEYS

    assert unknown == set()


@pytest.mark.parametrize("slug", OFFERS)
def test_timetable_fills_the_session_and_adds_up_to_the_hours_stated(slug):
    spec = OFFERS[slug]
    timetable = spec["timetable"]

    taught = [part for part in timetable if part.get("is_teaching", True)]
    minutes = sum((p["to"].hour - p["from"].hour) * 60 + p["to"].minute - p["from"].minute for p in taught)

    assert minutes == spec["cpd_minutes"]
    assert [part["from"] for part in timetable[1:]] == [part["to"] for part in timetable[:-1]]
    assert {(entry["from"], entry["to"]) for entry in spec["sessions"]} == {(timetable[0]["from"], timetable[-1]["to"])}


def test_presenters_of_the_offers_are_those_that_have_a_biography():
    named = {slug for spec in OFFERS.values() for slug in spec["presenters"]}

    assert named == set(read_file("presenters.toml"))


def test_weekdays_are_working_days():
    used = {entry["weekday"] for spec in OFFERS.values() for entry in spec["sessions"] if "weekday" in entry}

    assert used - set(WEEKDAYS) == set()


@pytest.mark.django_db
def test_make_offer_publishes_the_workshop_and_leaves_its_sessions_as_drafts():
    sessions = make_offer(OFFERS["endings-the-last-six-sessions"], today=TODAY, by="sample")

    workshop = Workshop.objects.get()
    assert workshop.state == WorkshopState.PUBLISHED
    assert {key: (s.state, s.town, s.local_start.isoformat()) for key, s in sessions.items()} == {
        "leeds": (SessionState.DRAFT, "Leeds", "2026-11-18T09:45:00+00:00"),
        "bristol": (SessionState.DRAFT, "Bristol", "2027-02-10T09:45:00+00:00"),
    }
    assert [s.teaching_minutes for s in sessions.values()] == [300, 300]
    assert list(sessions["bristol"].ticket_types.values_list("name", "price_pence")) == [
        ("Standard", 11000),
        ("Trainee", 7500),
    ]


@pytest.mark.django_db
def test_make_offer_leaves_a_draft_unpublished():
    make_offer(OFFERS["shame-in-the-room"], today=TODAY, by="sample")

    assert Workshop.objects.get().state == WorkshopState.DRAFT


@pytest.mark.django_db
def test_make_offer_keeps_presenters_in_order_and_uses_those_that_are_there():
    mine = Presenter.objects.create(name="Ruth Calder-Jones", slug="ruth-calder")

    make_offer(OFFERS["supervising-low-intensity-practitioners"], today=TODAY, by="sample")

    links = Workshop.objects.get().presenter_links.all()
    assert [link.presenter.name for link in links] == ["Samuel Okafor", "Ruth Calder-Jones"]
    assert links[1].presenter == mine


@pytest.mark.django_db
def test_make_offer_names_the_partners_of_the_conference():
    make_offer(OFFERS["pwp-conference"], today=TODAY, by="sample")

    workshop = Workshop.objects.get()
    names = ["Bespoke Mental Health", "NHS England Talking Therapies National PWP Leads Network"]
    ticket = workshop.sessions.get().ticket_types.get()
    assert list(workshop.partners.values_list("name", flat=True)) == names
    assert list(Partner.objects.values_list("name", flat=True)) == names
    assert (ticket.price_pence, bool(ticket.declaration)) == (0, True)
    assert (ticket.asks_profession, ticket.asks_service, ticket.asks_registration) == (True, True, False)
    assert (ticket.needs_approval, ticket.email_domains) == (False, "")


@pytest.mark.django_db
def test_make_offer_turns_the_sale_at_midnight_so_many_days_before():
    session = make_offer(OFFERS["supervising-low-intensity-practitioners"], today=TODAY, by="sample")["leeds"]

    early, standard, staff = session.ticket_types.all()
    assert session.local_start.date() == date(2027, 1, 15)
    assert early.sale_closes_at == standard.sale_opens_at == datetime(2026, 12, 18, tzinfo=LONDON)
    assert (staff.sale_opens_at, staff.sale_closes_at, staff.code) == (None, None, "WHARFSIDE")
