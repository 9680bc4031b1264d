"""One workshop's whole life, as its people meet it in a browser without JavaScript; organisers have theirs."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.browser.conftest import links_in, text_of

pytestmark = [pytest.mark.browser, pytest.mark.processes]
PEOPLE = {"محمد عبد الرحمن": "mohammed@guests.example", "Nguyễn Thị Hồng": "hong@guests.example"}


def without_javascript(new_page, **options):
    return new_page(java_script_enabled=False, **options)


def fill_in(page, name, email):
    page.get_by_label("Full name").fill(name)
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_label("I agree").check()


def book_free(page, site, title, name, email):
    """From the workshop's page to a confirmed place: two page loads."""
    page.goto(f"{site.url}/workshops/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("link", name=re.compile("Book a place")).first.click()
    fill_in(page, name, email)
    page.get_by_role("button", name=re.compile("Book my")).locator("visible=true").first.click()


def download(page, link):
    answer = page.request.get(link)
    assert answer.status == 200
    return PdfReader(io.BytesIO(answer.body()))


def words_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_organiser_publishes_a_workshop_and_opens_a_session(sample_site, new_page, sign_in):
    page = new_page()
    sign_in(page, "organiser@lectern.example")
    page.goto(f"{sample_site.url}/admin/workshops/workshop/?q=Shame")
    page.get_by_role("link", name="Shame in the room").first.click()
    page.locator("a[href*='/publish/']").click()
    page.get_by_role("button", name="Publish").click()
    page.goto(f"{sample_site.url}/admin/workshops/session/?q=Shame")
    page.locator("table a").filter(has_text=re.compile(r"\d{4}")).first.click()
    page.locator("a[href*='/schedule/']").click()
    page.get_by_role("button", name="Schedule").click()

    visitor = without_javascript(new_page)
    visitor.goto(f"{sample_site.url}/workshops/")
    visitor.get_by_role("link", name="Shame in the room").first.click()
    assert visitor.get_by_role("link", name=re.compile("Book a place")).count() >= 1


def test_free_booking_on_a_phone_ends_in_a_certificate_that_verifies(sample_site, new_page, sign_in, mail, shoot):
    guest = without_javascript(new_page, width=390, height=844)
    for name, email in PEOPLE.items():
        book_free(guest, sample_site, "Notes a client could read", name, email)
        guest.get_by_role("heading", name="Your place is confirmed").first.wait_for(timeout=15_000)
        confirmation = mail(email)
        assert [part.get_content_type() for part in confirmation.iter_attachments()] == ["text/calendar"]
        assert "no proof of attendance" in text_of(confirmation)

    hold_the_session(sample_site, "Notes a client could read")
    confirm_attendance(new_page(), sample_site, sign_in, "Notes a client could read")

    for name, email in PEOPLE.items():
        message = mail(email, 2)
        reader = download(guest, links_in(message, "/download/")[0])
        words = words_of(reader)
        for said in ("Notes a client could read", "Helen Astley", "2 hours", "Margaret Ellery"):
            assert said in words
        guest.goto(links_in(message, "/verify/")[0])
        guest.get_by_role("heading", name="This certificate is genuine").first.wait_for(timeout=15_000)
        guest.get_by_text(name, exact=True).first.wait_for(timeout=15_000)
        shoot(guest, f"verified {email.split('@')[0]}")


def hold_the_session(site, title):
    """Move the coming session into yesterday: the clock is the one thing a test cannot wait for."""
    site.shell(
        "from datetime import timedelta\n"
        "from django.utils import timezone\n"
        "from workshops.models import Session\n"
        f"s = Session.objects.filter(workshop__title={title!r}, starts_at__gt=timezone.now()).first()\n"
        "length, begin = s.ends_at - s.starts_at, timezone.now() - timedelta(days=1)\n"
        "Session.objects.filter(pk=s.pk).update(starts_at=begin, ends_at=begin + length)"
    )


def confirm_attendance(page, site, sign_in, title):
    """The organiser's part: everyone came, confirm, issue."""
    sign_in(page, "organiser@lectern.example")
    page.goto(f"{site.url}/admin/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("textbox", name="How you know that they were there").fill("Everyone signed the register.")
    page.get_by_role("button", name="Mark all as attended in full").click()
    page.get_by_role("button", name=re.compile("Confirm attendance and issue")).click()
    page.get_by_role("button", name=re.compile("Confirm")).click()


def test_paid_booking_goes_through_stripe_and_back(sample_site, new_page, mail, shoot):
    guest = without_javascript(new_page, width=390, height=844)
    guest.goto(f"{sample_site.url}/workshops/")
    guest.get_by_role("link", name="Supervising").first.click()
    guest.get_by_role("link", name=re.compile("Book a place")).first.click()
    fill_in(guest, "Siân Llŷr", "sian@guests.example")
    guest.get_by_role("button", name=re.compile("Hold")).locator("visible=true").first.click()
    assert guest.url.startswith(sample_site.sandbox.url)
    guest.get_by_role("button", name=re.compile("Decline")).click()
    guest.get_by_role("button", name=re.compile("^Pay")).click()

    guest.get_by_role("heading", name="Your place is confirmed").first.wait_for(timeout=15_000)
    assert re.search(r"Paid: £\d+\.\d\d", text_of(mail("sian@guests.example")))
    shoot(guest, "paid and confirmed")


def test_going_back_unpaid_keeps_the_seat_and_paying_later_confirms(sample_site, new_page):
    guest = without_javascript(new_page)
    guest.goto(f"{sample_site.url}/workshops/")
    guest.get_by_role("link", name="Endings").first.click()
    guest.get_by_role("link", name=re.compile("Book a place")).first.click()
    fill_in(guest, "Tomos Wyn", "tomos@guests.example")
    if guest.get_by_role("radio").count():
        guest.get_by_role("radio").first.check()
    guest.get_by_role("button", name=re.compile("Hold|Book")).locator("visible=true").first.click()
    guest.get_by_role("button", name=re.compile("Cancel")).click()
    guest.get_by_text("You have not paid yet").first.wait_for(timeout=15_000)

    guest.get_by_role("button", name=re.compile("^Pay")).first.click()
    guest.get_by_role("button", name=re.compile("^Pay")).click()
    guest.get_by_role("heading", name="Your place is confirmed").first.wait_for(timeout=15_000)


def test_signed_in_attendee_books_with_one_click(sample_site, new_page, sign_in):
    page = without_javascript(new_page)
    sign_in(page, "priya@lectern.example")
    page.goto(f"{sample_site.url}/workshops/")
    page.get_by_role("link", name="Supervising").first.click()
    page.get_by_role("button", name=re.compile("Book|Pay|Hold")).locator("visible=true").first.click()

    assert page.url.startswith(sample_site.sandbox.url)


def test_sold_out_session_takes_the_waiting(sample_site, new_page, mail):
    guest = without_javascript(new_page)
    guest.goto(f"{sample_site.url}/workshops/")
    guest.get_by_role("link", name="Working therapeutically").first.click()
    guest.get_by_role("link", name=re.compile("Join the waiting list")).first.click()
    guest.get_by_label("Full name").fill("Ffion Rees")
    guest.get_by_role("textbox", name="Email").fill("ffion@guests.example")
    guest.get_by_role("button", name="Join the waiting list").click()

    guest.get_by_text("You are on the waiting list").first.wait_for(timeout=15_000)
    assert "waiting list" in mail("ffion@guests.example")["Subject"]


def test_bad_input_keeps_what_was_typed(sample_site, chromium):
    guest = chromium.new_page(java_script_enabled=False)  # Chromium itself complains about the 422
    guest.goto(f"{sample_site.url}/workshops/")
    guest.get_by_role("link", name="Supervising").first.click()
    guest.get_by_role("link", name=re.compile("Book a place")).first.click()
    guest.get_by_label("Full name").fill("Priya Nair")
    guest.get_by_role("textbox", name="Email").fill("priya.nair@leedstherapy")
    guest.get_by_role("button", name=re.compile("Hold")).locator("visible=true").first.click()

    assert guest.get_by_label("Full name").input_value() == "Priya Nair"
    assert guest.get_by_role("textbox", name="Email").input_value() == "priya.nair@leedstherapy"
    guest.get_by_role("alert").get_by_role("link").first.click()
    assert guest.url.endswith("#id_email")
    guest.close()
