"""The PDF of a document, for whoever may open its booking."""

import pytest
from django.utils import timezone

from attendees.links import booking_link
from attendees.models import Document
from attendees.services.document_files import make_document
from attendees.services.documents import issue_invoice
from tests.factories import make_organiser, make_user
from tests.factories_documents import make_invoiced, make_seller
from tests.workshops.admin.clients import staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("ben@leeds.example", name="Ben Booker")


@pytest.fixture
def invoice(owner):
    make_seller()
    booking = make_invoiced(email="ben@leeds.example", user=owner)
    document = issue_invoice(booking, places=list(booking.places.all()))
    make_document(document_id=document.pk)
    document.refresh_from_db()
    return document


def path(document):
    return f"/bookings/{document.booking.reference}/documents/{document.number}/"


def stored(document):
    with document.pdf.open("rb") as file:
        return file.read()


def test_it_works_for_the_booker(client, invoice, owner):
    client.force_login(owner)

    answer = client.get(path(invoice))

    assert (answer.status_code, answer.content) == (200, stored(invoice))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Invoice INV-00001.pdf"'


def test_no_cache_keeps_it(client, invoice, owner):
    client.force_login(owner)

    kept = client.get(path(invoice))["Cache-Control"]

    assert ("no-store" in kept, "private" in kept) == (True, True)


def test_browser_that_came_by_the_signed_link_may_download(client, invoice):
    client.get(booking_link(invoice.booking))

    assert client.get(path(invoice)).content == stored(invoice)


def test_organiser_may_download(client, invoice):
    client.force_login(make_organiser())

    assert client.get(path(invoice)).content == stored(invoice)


def test_staff_who_may_not_see_bookings_find_nothing(invoice):
    assert staff_client("workshops.view_session").get(path(invoice)).status_code == 404


def test_another_attendee_finds_nothing(client, invoice):
    client.force_login(make_user())

    assert client.get(path(invoice)).status_code == 404


def test_anonymous_visitor_finds_nothing(client, invoice):
    assert client.get(path(invoice)).status_code == 404


def test_number_of_another_booking_is_not_found_by_way_of_ones_own(client, invoice, owner):
    other = make_invoiced()
    theirs = issue_invoice(other, places=list(other.places.all()))
    client.force_login(owner)

    answer = client.get(f"/bookings/{invoice.booking.reference}/documents/{theirs.number}/")

    assert answer.status_code == 404


def test_unknown_number_looks_like_a_forbidden_one(client, invoice):
    unknown = client.get(f"/bookings/{invoice.booking.reference}/documents/INV-99999/")
    forbidden = client.get(path(invoice))

    assert (unknown.status_code, unknown.content) == (404, forbidden.content)


def test_document_that_nobody_has_drawn_is_drawn_now(client, invoice, owner):
    Document.objects.update(rendered_at=None, claimed_at=None)
    client.force_login(owner)

    assert client.get(path(invoice)).content == stored(invoice)


def test_document_that_is_being_drawn_says_so(client, invoice, owner):
    Document.objects.update(rendered_at=None, claimed_at=timezone.now())
    client.force_login(owner)

    answer = client.get(path(invoice))

    assert answer.status_code == 202
    assert "Invoice INV-00001 is being made" in answer.content.decode()


def test_document_that_cannot_be_drawn_says_whom_to_ask(client, invoice, owner):
    Document.objects.update(rendered_at=None, claimed_at=timezone.now(), error="No font")
    client.force_login(owner)

    answer = client.get(path(invoice))

    assert answer.status_code == 202
    assert "Invoice INV-00001 cannot be made" in answer.content.decode()
    assert "write to us" in answer.content.decode()


def test_booking_page_lists_the_documents(client, invoice, owner):
    client.force_login(owner)

    page = client.get(invoice.booking.get_absolute_url()).content.decode()

    assert f'<a href="{path(invoice)}">Invoice INV-00001</a>' in page


def test_booking_page_without_documents_has_no_heading_for_them(client, invoice, owner):
    Document.objects.all().delete()
    client.force_login(owner)

    assert "Documents</h3>" not in client.get(invoice.booking.get_absolute_url()).content.decode()
