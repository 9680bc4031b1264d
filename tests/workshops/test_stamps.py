"""A stamp changes with everything that its page shows, and with nothing else."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from tests.factories import make_provider, make_session, make_workshop
from workshops import stamps
from workshops.models import Notice, Provider, Session, TicketType, Workshop
from workshops.stamps import programme_stamp, workshop_stamp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch):
    monkeypatch.setattr(stamps.time, "time", lambda: 1_800_000_000.0)


@pytest.fixture
def session():
    make_provider()
    session = make_session(price_pence=9500)
    make_session(workshop=session.workshop, starts_in=timedelta(days=60), price_pence=9500)
    return session


def swap_prices(session):
    """The sum stays; which session costs what does not."""
    first, second = TicketType.objects.filter(session__workshop=session.workshop).order_by("pk")
    TicketType.objects.filter(pk=first.pk).update(price_pence=9400)
    TicketType.objects.filter(pk=second.pk).update(price_pence=9600)


def in_days(days):
    return timezone.now() + timedelta(days=days)


def ticket_with(**fields):
    return lambda session: TicketType.objects.filter(session=session).update(**fields)


def provider_with(**fields):
    return lambda session: Provider.objects.update(**fields)


CHANGES = {
    "a seat": lambda session: Session.objects.filter(pk=session.pk).update(places_taken=F("places_taken") + 1),
    "a person waiting": lambda session: Session.objects.filter(pk=session.pk).update(waiting_count=1),
    "the capacity": lambda session: Session.objects.filter(pk=session.pk).update(capacity=30),
    "a saved session": lambda session: session.save(),
    "a saved workshop": lambda session: session.workshop.save(),
    "a cancelled session": lambda session: Session.objects.filter(pk=session.pk).update(state="cancelled"),
    "another session": lambda session: make_session(workshop=session.workshop),
    "a price": lambda session: TicketType.objects.filter(session=session).update(price_pence=9000),
    "prices that even out": swap_prices,
    "another ticket": lambda session: TicketType.objects.create(session=session, name="Trainee"),
    "a ticket gone": lambda session: TicketType.objects.filter(session=session).delete(),
    "a place of a quota": ticket_with(places_taken=F("places_taken") + 1),
    "a quota": ticket_with(quota=12),
    "a code that hides": ticket_with(code="STAFF"),
    "the opening of a sale": ticket_with(sale_opens_at=in_days(3)),
    "the end of a sale": ticket_with(sale_closes_at=in_days(3)),
    "a name": ticket_with(name="Early bird"),
    "an order": ticket_with(position=7),
    "approval": ticket_with(needs_approval=True),
    "a declaration": ticket_with(declaration="I am a trainee."),
    "the domains of a ticket": ticket_with(email_domains="nhs.net"),
    "the provider's name": provider_with(name="Birch Training"),
    "registration for VAT": provider_with(vat_number="GB123456789"),
    "days for a full refund": provider_with(cancellation_days=21),
    "days for a refund in part": provider_with(partial_days=7),
    "the size of a refund in part": provider_with(partial_percent=30),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_both_stamps_change_with(change, session):
    before = (workshop_stamp(session.workshop.slug), programme_stamp())

    change(session)

    after = (workshop_stamp(session.workshop.slug), programme_stamp())
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False]


def test_both_stamps_change_with_each_place_of_a_quota(session):
    """Whatever else stands in the row: not one place may go unseen."""
    TicketType.objects.filter(session=session).update(quota=12, sale_opens_at=in_days(-3), sale_closes_at=in_days(3))
    seen = set()

    for taken in range(12):
        TicketType.objects.filter(session=session).update(places_taken=taken)
        seen |= {workshop_stamp(session.workshop.slug), programme_stamp()}

    assert len(seen) == 24


def test_stamps_of_a_session_without_a_ticket_still_tell_its_seats(session):
    TicketType.objects.all().delete()
    before = (workshop_stamp(session.workshop.slug), programme_stamp())

    Session.objects.filter(pk=session.pk).update(places_taken=1)

    after = (workshop_stamp(session.workshop.slug), programme_stamp())
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False]


def test_programme_stamp_reads_no_more_sessions_than_the_page_shows(session, monkeypatch):
    monkeypatch.setattr(stamps, "PROGRAMME_LENGTH", 1)
    later = session.workshop.sessions.latest("starts_at")
    before = programme_stamp()

    TicketType.objects.filter(session=later).update(price_pence=1000)

    assert programme_stamp() == before


def test_workshop_stamp_ignores_other_workshops(session):
    before = workshop_stamp(session.workshop.slug)

    make_session()

    assert workshop_stamp(session.workshop.slug) == before


def test_workshop_stamp_changes_when_it_is_withdrawn(session):
    before = workshop_stamp(session.workshop.slug)

    Workshop.objects.update(state="withdrawn")

    assert workshop_stamp(session.workshop.slug) != before


def test_workshop_stamp_of_an_unknown_workshop_is_still_a_stamp():
    assert len(workshop_stamp("no-such-workshop")) == 64


def test_programme_stamp_changes_with_a_notice(session):
    before = programme_stamp()

    Notice.objects.create(title="News", body="New.", state="published")

    assert programme_stamp() != before


def test_programme_stamp_ignores_drafts(session):
    before = programme_stamp()

    Notice.objects.create(title="News", body="New.")
    make_session(workshop=make_workshop(state="draft", published_at=None))
    make_session(state="draft")

    assert programme_stamp() == before


@pytest.mark.parametrize("stamp", [lambda session: workshop_stamp(session.workshop.slug), lambda _: programme_stamp()])
def test_stamps_stay_within_a_minute_and_change_after_it(stamp, session, monkeypatch):
    moments = (1_800_000_000.0, 1_800_000_059.9, 1_800_000_060.0)
    seen = []
    for moment in moments:
        monkeypatch.setattr(stamps.time, "time", lambda moment=moment: moment)
        seen.append(stamp(session))

    assert seen[0] == seen[1]
    assert seen[1] != seen[2]


def test_a_stamp_is_one_query(session, django_assert_num_queries):
    with django_assert_num_queries(1):
        workshop_stamp(session.workshop.slug)
    with django_assert_num_queries(1):
        programme_stamp()
