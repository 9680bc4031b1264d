"""Documents: looked at, downloaded and drawn again."""

import pytest
from django.utils import timezone

from attendees.models import Document
from attendees.services.document_files import make_document
from attendees.services.documents import issue_invoice, issue_receipt
from tests.factories_documents import make_invoiced, make_ordered, make_paid, make_seller
from tests.workshops.admin.clients import act, organiser_client, said, send, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/document/"


def page(document, step="change"):
    return f"{LIST}{document.pk}/{step}/"


def make_invoice(**fields):
    make_seller()
    booking = make_invoiced(**fields)
    return issue_invoice(booking, places=list(booking.places.all()))


def make_receipt():
    return issue_receipt(make_paid(make_ordered()))


def drawn(document):
    make_document(document_id=document.pk)
    document.refresh_from_db()
    return document


def failed(document):
    Document.objects.filter(pk=document.pk).update(attempts=8, claimed_at=timezone.now(), error="No font")
    document.refresh_from_db()
    return document


def found(**asked):
    return list(organiser_client().get(LIST, asked).context["cl"].result_list)


def test_list_shows_number_sum_and_how_far_the_pdf_is():
    make_invoice()
    failed(make_receipt())
    drawn(make_receipt())

    shown = organiser_client().get(LIST).content.decode()

    words = ("INV-00001", "REC-00001", "REC-00002", "£120.00", "Being made", "Failed", "Download")
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("words", ["INV-00001", "ben@leeds.example", "Leeds Community", "reference"])
def test_search_finds_by_number_booking_booker_and_buyer(words):
    invoice = make_invoice(email="ben@leeds.example")
    make_receipt()

    assert found(q=invoice.booking.reference if words == "reference" else words) == [invoice]


def test_filter_leaves_one_kind():
    make_invoice()
    receipt = make_receipt()

    assert found(kind__exact="receipt") == [receipt]


@pytest.mark.parametrize(("value", "number"), [("made", 1), ("failed", 1), ("waiting", 2), ("", 4)])
def test_filter_tells_how_far_the_pdf_is(value, number):
    make_receipt()
    make_receipt()
    failed(make_receipt())
    drawn(make_receipt())

    assert len(found(**({"pdf": value} if value else {}))) == number


def test_organiser_downloads_the_pdf():
    document = drawn(make_invoice())

    answer = organiser_client().get(page(document, "download"))

    with document.pdf.open("rb") as file:
        assert answer.content == file.read()
    assert answer["Content-Disposition"] == 'attachment; filename="Invoice INV-00001.pdf"'


def test_organiser_who_may_see_documents_alone_downloads_the_pdf():
    document = drawn(make_invoice())

    answer = staff_client("attendees.view_document").get(page(document, "download"))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_organiser_who_may_not_see_documents_is_refused():
    document = drawn(make_invoice())

    assert staff_client("attendees.view_booking").get(page(document, "download")).status_code == 403


def test_download_of_what_cannot_be_made_leads_back_and_says_so():
    document = failed(make_invoice())

    answer = organiser_client().get(page(document, "download"), follow=True)

    assert answer.redirect_chain == [(page(document), 302)]
    assert said(answer) == ["The PDF could not be made: No font"]


def test_download_of_what_is_being_made_asks_to_wait():
    document = make_invoice()
    Document.objects.update(claimed_at=timezone.now())

    answer = organiser_client().get(page(document, "download"), follow=True)

    assert said(answer) == ["It takes a minute at most. Then load this page again."]


def test_draw_again_action_resets_what_failed_and_refuses_what_is_made():
    bad, good = failed(make_receipt()), drawn(make_receipt())

    told = act(organiser_client(), LIST, "draw_again", bad, good)

    bad.refresh_from_db()
    assert sorted(told) == ["Receipt REC-00002 has its PDF already.", "Trying again: REC-00001."]
    assert (bad.attempts, bad.error) == (0, "")


def test_draw_again_step_tells_the_last_error():
    document = failed(make_receipt())

    facts = organiser_client().get(page(document, "draw-again")).context["step"].facts

    assert (facts, Document.objects.get().attempts) == (["Last error: No font"], 8)


def test_draw_again_step_resets_the_attempts():
    document = failed(make_receipt())

    send(organiser_client(), page(document, "draw-again"))

    assert Document.objects.get().attempts == 0


def test_draw_again_without_permission_is_forbidden():
    document = failed(make_receipt())

    answer = staff_client("attendees.view_document").post(page(document, "draw-again"))

    assert (answer.status_code, Document.objects.get().attempts) == (403, 8)


@pytest.mark.parametrize(("prepare", "titles"), [(drawn, ["Download"]), (failed, ["Try again"])])
def test_form_offers_only_the_steps_that_are_open(prepare, titles):
    document = prepare(make_receipt())

    offered = organiser_client().get(page(document)).context["actions_detail"]

    assert [step["title"] for step in offered] == titles


def test_form_sent_by_hand_is_forbidden_and_changes_nothing():
    document = make_receipt()

    answer = organiser_client().post(page(document), {"number": "REC-99999", "total_pence": 1})

    kept = Document.objects.get()
    assert (answer.status_code, kept.number, kept.total_pence) == (403, "REC-00001", 12000)
