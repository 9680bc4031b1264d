"""Employers, changes of mind and the waiting list, as people meet them in a browser without JavaScript."""

import io
import re
from email import message_from_bytes, policy

import pytest
from pypdf import PdfReader

from tests.browser.conftest import links_in, text_of
from tests.harness.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.processes]
SCENE = """
from datetime import timedelta
from django.utils import timezone
from workshops.models import Session, TicketType, Workshop, WorkshopPresenter, Presenter
workshop = Workshop.objects.create(title={title!r}, slug={slug!r}, summary="What it is about.", objectives="to notice",
    cpd_minutes=330, state="published", published_at=timezone.now())
WorkshopPresenter.objects.create(workshop=workshop, presenter=Presenter.objects.first())
for days, price, capacity in {dates!r}:
    begin = (timezone.now() + timedelta(days=days)).replace(hour=10, minute=0, second=0, microsecond=0)
    session = Session.objects.create(workshop=workshop, starts_at=begin, ends_at=begin + timedelta(hours=6),
        state="scheduled", capacity=capacity, platform="Zoom", joining_url="https://meet.example/room")
    TicketType.objects.create(session=session, price_pence=price)
    print(session.pk)
"""


@pytest.fixture
def offer(sample_site):
    """`offer("A day", (60, 9500, 20), …)` makes a workshop with sessions (days ahead, pence, seats); their ids."""

    def make(title, *dates):
        slug = title.lower().replace(" ", "-")
        return [int(key) for key in sample_site.shell(SCENE.format(title=title, slug=slug, dates=dates)).split()]

    return make


def guest(new_page, **options):
    return new_page(java_script_enabled=False, **options)


def fill_in(page, name, email):
    page.get_by_label("Full name").fill(name)
    page.get_by_role("textbox", name="Email", exact=True).fill(email)
    page.get_by_label("I agree").check()


def sees(page, heading):
    """Waits for a heading: a busy machine takes its time between two pages."""
    page.get_by_role("heading", name=heading).wait_for(timeout=15_000)


def message(site, address, kind):
    """The newest message of one kind to an address, once it is there."""
    found = lambda: [path for path in site.mails() if f".{kind}." in path.name and address in path.read_text()]  # noqa: E731
    (*_, newest) = wait_until(found, seconds=90, what=f"{kind} to {address}")
    return message_from_bytes(newest.read_bytes(), policy=policy.default)


def press(page, words):
    page.get_by_role("button", name=re.compile(words)).locator("visible=true").first.click()


def audit(page, new_page, axe):
    """axe needs JavaScript: look at the same page in a window that has it."""
    own = new_page(storage_state=page.context.storage_state(), width=page.viewport_size["width"])
    own.goto(page.url)
    assert axe(own) == [], page.url
    assert own.evaluate("document.documentElement.scrollWidth") <= own.viewport_size["width"], page.url
    own.close()


def pay_at_stripe(page, site):
    assert page.url.startswith(site.sandbox.url)
    press(page, "^Pay")


def words_of(answer):
    reader = PdfReader(io.BytesIO(answer.body()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_employer_books_ten_places_by_invoice_names_three_and_pays(sample_site, new_page, sign_in, offer, shoot, axe):
    (session,) = offer("Ten places for a service", (60, 9500, 20))
    page = guest(new_page)
    page.goto(f"{sample_site.url}/sessions/{session}/book/")
    fill_in(page, "Pat Manager", "pat@trust.example")
    page.get_by_text("More places, a code, an invoice").click()
    page.get_by_label("How many places?").fill("10")
    page.get_by_label("By invoice").check()
    page.get_by_label("Organisation that pays").fill("Leeds and York NHS Trust")
    page.get_by_label("Billing address").fill("1 Park Row\nLeeds LS1 5HN")
    page.get_by_label("Purchase order number").fill("PO-4471")
    page.get_by_label("Email of accounts payable").fill("ap@trust.example")
    press(page, "Work out the total")
    assert page.get_by_text("£950.00").first.is_visible()
    shoot(page, "employer total")
    press(page, "Book and get the invoice")

    sees(page, "Your 10 places are held")
    booking = page.url
    shoot(page, "employer held")
    audit(page, new_page, axe)
    bill = message(sample_site, "ap@trust.example", "invoice_issued")
    assert [part.get_content_type() for part in bill.iter_attachments()] == ["application/pdf"]

    page.get_by_role("link", name="Name places").click()
    for number, (name, email) in enumerate(
        [
            ("Ada Byron", "ada@trust.example"),
            ("Grace Hopper", "grace@trust.example"),
            ("Zoë Ní Bhriain", "zoe@trust.example"),
        ]
    ):
        page.get_by_label("Full name").nth(number).fill(name)
        page.get_by_role("textbox", name="Email").nth(number).fill(email)
    shoot(page, "employer names three")
    audit(page, new_page, axe)
    press(page, "Name these people")

    record_transfer(new_page(), sample_site, sign_in, booking)
    page.goto(booking)
    sees(page, "Your 10 places are confirmed")
    assert page.get_by_text("7 of 10 places are still to be named").is_visible()
    assert "see" in text_of(message(sample_site, "ada@trust.example", "place_confirmed"))
    download = page.get_by_role("link", name=re.compile("INV-")).first.get_attribute("href")
    said = words_of(page.request.get(f"{sample_site.url}{download}"))
    for words in ("INV-", "PO-4471", "Leeds and York NHS Trust", "£950.00"):
        assert words in said
    shoot(page, "employer confirmed")


def record_transfer(page, site, sign_in, booking):
    """The organiser's part: the money is on the bank statement."""
    sign_in(page, "organiser@lectern.example")
    reference = booking.rstrip("/").rsplit("/", 1)[1]
    page.goto(f"{site.url}/admin/attendees/booking/?q={reference}")
    page.get_by_role("link", name=reference).first.click()
    page.locator("a[href*='transfer']").first.click()
    page.get_by_label("Reference").fill("BACS 17 LEEDS")
    press(page, "Record")


def test_attendee_moves_to_a_cheaper_date_and_gets_the_difference_back(sample_site, new_page, offer, shoot, axe):
    first, second = offer("A day that moves", (40, 9500, 20), (70, 7000, 20))
    page = guest(new_page, width=390, height=844)
    page.goto(f"{sample_site.url}/sessions/{first}/book/")
    fill_in(page, "Mona Mover", "mona@guests.example")
    press(page, "Hold")
    pay_at_stripe(page, sample_site)
    sees(page, "Your place is confirmed")

    page.get_by_role("link", name="Move to another date").click()
    shoot(page, "move choices")
    audit(page, new_page, axe)
    page.get_by_label(re.compile("£25.00 goes back")).check()
    press(page, "Move the place")

    page.get_by_text("The place is moved. £25.00 goes back").wait_for(timeout=15_000)
    assert "£25.00 goes back" in text_of(message(sample_site, "mona@guests.example", "place_moved"))
    wait_until(lambda: refunded(sample_site, first) == "2500", seconds=30, what="the refund at Stripe")
    page.reload()
    assert page.get_by_text("Refunded").is_visible()
    shoot(page, "moved and refunded")
    assert seats_and_waiting(sample_site, second) == "1 0"


def refunded(site, session):
    """Pence that Stripe has given back for a session's first booking."""
    return site.shell(
        f"print(sum(Refund.objects.filter(payment__booking__session={session}, state='succeeded')"
        ".values_list('amount_pence', flat=True)))"
    )


def test_party_of_three_on_the_waiting_list_gets_three_seats(sample_site, new_page, offer, shoot, axe):
    (session,) = offer("A day that is full", (50, 0, 3))
    sample_site.start_beat()
    holder, held = guest(new_page), []
    for number in range(3):
        holder.goto(f"{sample_site.url}/sessions/{session}/book/")
        fill_in(holder, f"Holder {number}", f"holder{number}@guests.example")
        press(holder, "Book my")
        sees(holder, "Your place is confirmed")
        held.append(holder.url)

    party = guest(new_page, width=390, height=844)
    party.goto(f"{sample_site.url}/sessions/{session}/wait/")
    # Before anything is typed: after a picture of a whole page on a phone, Chromium loses the first click.
    shoot(party, "party waits")
    audit(party, new_page, axe)
    party.get_by_label("Full name").fill("Petra Party")
    party.get_by_role("textbox", name="Email").fill("petra@guests.example")
    party.get_by_label("How many places").fill("3")
    press(party, "Join the waiting list")
    party.get_by_text("You are on the waiting list").wait_for(timeout=15_000)
    message(sample_site, "petra@guests.example", "waiting_joined")

    for booking in held:
        holder.goto(booking)
        holder.get_by_role("link", name="Cancel this booking").click()
        press(holder, "Cancel the booking")
        sees(holder, "This booking is cancelled")
    release_offer_mail(sample_site)
    party.goto(links_in(message(sample_site, "petra@guests.example", "seats_offered"), "/bookings/")[0])
    sees(party, "3 seats are kept for you")
    shoot(party, "party offered")
    audit(party, new_page, axe)
    press(party, "Take the seats")

    sees(party, "Your 3 places are confirmed")
    assert seats_and_waiting(sample_site, session) == "3 0"
    sample_site.stop_beat()


def seats_and_waiting(site, session):
    return site.shell(
        "from workshops.models import Session\n"
        f"s = Session.objects.get(pk={session}); print(s.places_taken, s.waiting_count)"
    )


def release_offer_mail(site):
    """At night an offer's message waits for the morning, which no test can."""
    site.shell(
        "from django.utils import timezone\n"
        "OutboxMessage.objects.filter(kind='seats_offered', state='queued').update(due_at=timezone.now())"
    )
