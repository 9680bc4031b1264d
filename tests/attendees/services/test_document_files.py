"""From the snapshot to the stored PDF and the messages that carry it."""

import hashlib
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import InMemoryStorage
from django.utils import timezone

from attendees.enums import MessageState
from attendees.models import BillingDetails, Document, OutboxMessage
from attendees.services.document_files import (
    DocumentNotReadyError,
    NothingToDrawError,
    draw_again,
    make_document,
    make_documents_left_behind,
    read_document,
)
from attendees.services.documents import Credit, issue_credit_note, issue_invoice, issue_receipt
from attendees.services.outbox import deliver_message
from tests.attendees.documents.samples import words_of
from tests.factories_documents import make_invoiced, make_ordered, make_paid, make_seller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def invoice():
    make_seller()
    booking = make_invoiced(places=2, email="ben@leeds.example", name="Ben Booker")
    return issue_invoice(booking, places=list(booking.places.all()))


@pytest.fixture
def receipt():
    booking = make_ordered()
    return issue_receipt(make_paid(booking), places=list(booking.places.all()))


def stored(document):
    document.refresh_from_db()
    with document.pdf.open("rb") as file:
        return file.read()


def messages():
    return OutboxMessage.objects.filter(kind__in=["invoice_issued", "credit_note_issued"]).order_by("key")


def test_pdf_is_stored_with_its_hash(invoice):
    assert make_document(document_id=invoice.pk) is True

    pdf = stored(invoice)
    assert invoice.sha256 == hashlib.sha256(pdf).hexdigest()
    assert (bool(invoice.rendered_at), Path(invoice.pdf.name).name) == (True, "INV-00001.pdf")


def test_pdf_says_what_the_snapshot_says(invoice):
    make_document(document_id=invoice.pk)

    text = words_of(stored(invoice))
    assert [word for word in ("INV-00001", "£240.00", "£40.00", "PO-4471", "GB 123 4567 89") if word not in text] == []


def test_provider_that_changes_its_name_later_does_not_change_the_pdf(invoice):
    make_document(document_id=invoice.pk)
    before = stored(invoice)
    make_seller(name="Another Name", address="Elsewhere")
    Document.objects.update(rendered_at=None, claimed_at=None, pdf="", sha256="")

    make_document(document_id=invoice.pk)

    assert stored(invoice) == before


def test_made_document_is_not_made_again(invoice):
    make_document(document_id=invoice.pk)

    assert make_document(document_id=invoice.pk) is False
    assert (Document.objects.get().attempts, messages().count()) == (1, 2)


def test_document_in_another_workers_hands_is_left_alone(invoice):
    Document.objects.update(claimed_at=timezone.now())

    assert make_document(document_id=invoice.pk) is False
    assert Document.objects.get().rendered_at is None


def test_document_of_a_dead_worker_is_made_by_the_sweep(invoice):
    Document.objects.update(claimed_at=timezone.now() - timedelta(minutes=10), attempts=1)

    assert make_documents_left_behind() == 1

    invoice.refresh_from_db()
    assert (invoice.attempts, bool(invoice.rendered_at)) == (2, True)


def test_document_that_failed_too_often_is_left_to_organisers(invoice):
    Document.objects.update(attempts=8)

    assert make_documents_left_behind() == 0


def test_sweep_stops_when_its_time_is_up_and_leaves_the_rest(invoice):
    assert [make_documents_left_behind(seconds=0), make_documents_left_behind()] == [0, 1]


class TimeIsUp(InMemoryStorage):
    """Where Celery ends a task while it writes its file."""

    def _save(self, name, content):
        raise SoftTimeLimitExceeded


def test_sweep_ends_when_celery_says_so(invoice, settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.TimeIsUp"}}

    with pytest.raises(SoftTimeLimitExceeded):
        make_documents_left_behind()


class DiskIsFull(InMemoryStorage):
    """Where no file can be written."""

    def _save(self, name, content):
        raise OSError("No space left on device")


def test_sweep_goes_on_after_a_document_that_cannot_be_stored(invoice, settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.DiskIsFull"}}

    assert make_documents_left_behind() == 1

    invoice.refresh_from_db()
    assert invoice.rendered_at is None


def spoil(document):
    """No bundled face has Egyptian hieroglyphs: an empty box must not go out."""
    buyer = document.snapshot["buyer"] | {"name": "\U00013000\U00013001"}
    Document.objects.filter(pk=document.pk).update(snapshot=document.snapshot | {"buyer": buyer})


def test_failed_check_stores_nothing_and_tells_nobody(invoice):
    spoil(invoice)

    assert make_document(document_id=invoice.pk) is False

    invoice.refresh_from_db()
    assert (bool(invoice.pdf), invoice.rendered_at, messages().count()) == (False, None, 0)
    assert invoice.error.startswith("No bundled face prints U+13000")


def test_snapshot_that_cannot_be_read_leaves_its_error_in_the_row(invoice):
    Document.objects.update(snapshot=invoice.snapshot | {"unknown": 1})

    with pytest.raises(TypeError):
        make_document(document_id=invoice.pk)

    assert Document.objects.get().error.startswith("TypeError")


def test_file_of_a_claim_that_was_lost_is_thrown_away(invoice, settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.LosesItsClaim"}}

    assert make_document(document_id=invoice.pk) is False

    invoice.refresh_from_db()
    assert (invoice.rendered_at, messages().count(), LosesItsClaim.deleted) == (None, 0, ["INV-00001.pdf"])


class LosesItsClaim(InMemoryStorage):
    """Where somebody asks to draw again while the file is written."""

    deleted = []

    def _save(self, name, content):
        Document.objects.update(claimed_at=None)
        return super()._save(name, content)

    def delete(self, name):
        self.deleted.append(Path(name).name)
        super().delete(name)


def test_invoice_goes_to_the_booker_and_to_accounts_payable(invoice):
    make_document(document_id=invoice.pk)

    assert [(message.to, message.key) for message in messages()] == [
        ("ap@leeds.example", f"invoice_issued:{invoice.pk}:accounts"),
        ("ben@leeds.example", f"invoice_issued:{invoice.pk}:booker"),
    ]


def test_accounts_payable_cannot_open_the_booking(invoice):
    make_document(document_id=invoice.pk)

    link = f"/bookings/{invoice.booking.reference}/"
    assert [link in message.text + message.html for message in messages()] == [False, True]


@pytest.mark.parametrize("address", ["", "ben@leeds.example"])
def test_booker_alone_is_told_where_nobody_else_pays(invoice, address):
    BillingDetails.objects.update(accounts_email=address)

    make_document(document_id=invoice.pk)

    assert [message.to for message in messages()] == ["ben@leeds.example"]


def test_invoice_message_says_what_accounts_payable_asks(invoice):
    make_document(document_id=invoice.pk)

    due = f"{invoice.booking.billing.due_at:%-d %B %Y}"
    message = messages().first()
    assert message.subject == f"Invoice INV-00001 for £240.00, to be paid by {due}, order PO-4471"
    for words in ("£240.00", due, "purchase order PO-4471", "Sort code 12-34-56", "Quote INV-00001", "held until then"):
        assert (words in message.text, words in message.html) == (True, True)


def test_invoice_of_a_confirmed_booking_does_not_speak_of_holding():
    make_seller()
    booking = make_invoiced(state="confirmed")

    make_document(document_id=issue_invoice(booking, places=list(booking.places.all())).pk)

    assert [message.text.count("held until") for message in messages()] == [0, 0]


def test_credit_note_is_sent_with_what_it_takes_off(invoice):
    note = issue_credit_note(
        invoice.booking, credits=[Credit(invoice.booking.places.first(), 12000, 2000)], reason="One place given back."
    )

    make_document(document_id=note.pk)

    message = messages().last()
    assert (message.kind, message.to) == ("credit_note_issued", "ben@leeds.example")
    assert "takes £120.00 off invoice INV-00001" in message.text
    assert "One place given back." in message.text


def test_credit_note_of_a_receipt_goes_to_the_booker_alone(receipt):
    note = issue_credit_note(receipt.booking, credits=[Credit(receipt.booking.places.get(), 100, 17)], reason="")

    make_document(document_id=note.pk)

    assert [(message.to, "off receipt REC-00001" in message.text) for message in messages()] == [
        (receipt.booking.booker_email, True)
    ]


def test_receipt_is_no_message_of_its_own(receipt):
    make_document(document_id=receipt.pk)

    assert OutboxMessage.objects.count() == 0


def delivered(message, folder):
    assert deliver_message(message_id=message.pk) is True
    (file,) = folder.glob(f"*{message.message_id}.eml")
    return message_from_bytes(file.read_bytes(), policy=policy.default)


def test_pdf_is_attached_to_what_accounts_payable_gets(invoice, mail_folder, settings):
    settings.EMAIL_BACKEND = "attendees.emails.folder.FolderBackend"
    make_document(document_id=invoice.pk)

    email = delivered(messages().get(to="ap@leeds.example"), mail_folder)

    (attachment,) = email.iter_attachments()
    assert (attachment.get_filename(), attachment.get_content_type()) == ("Invoice INV-00001.pdf", "application/pdf")
    assert attachment.get_content() == stored(invoice)


def test_message_whose_pdf_cannot_be_read_now_is_sent_later(invoice, mail_folder, settings):
    settings.EMAIL_BACKEND = "attendees.emails.folder.FolderBackend"
    make_document(document_id=invoice.pk)
    message = messages().first()
    Document.objects.update(pdf="documents/gone.pdf")

    assert deliver_message(message_id=message.pk) is False

    message.refresh_from_db()
    assert (message.state, list(mail_folder.glob("*.eml"))) == (MessageState.QUEUED, [])
    assert message.due_at > timezone.now()


def test_reading_gives_the_stored_bytes(invoice):
    make_document(document_id=invoice.pk)
    invoice.refresh_from_db()

    assert read_document(invoice) == stored(invoice)


def test_reading_what_nobody_has_drawn_draws_it_now(invoice):
    pdf = read_document(invoice)

    assert (pdf, messages().count()) == (stored(invoice), 2)


def test_reading_what_a_worker_draws_at_this_moment_has_to_wait(invoice):
    Document.objects.update(claimed_at=timezone.now())

    with pytest.raises(DocumentNotReadyError, match="It takes a minute at most"):
        read_document(invoice)


def test_reading_what_cannot_be_printed_says_so(invoice):
    spoil(invoice)

    with pytest.raises(DocumentNotReadyError, match="cannot be printed"):
        read_document(invoice)


def test_draw_again_makes_a_failed_document_free(invoice):
    Document.objects.update(attempts=8, claimed_at=timezone.now(), error="No font")

    draw_again(document_id=invoice.pk, by="user:1")

    assert (list(Document.objects.undrawn(timezone.now())), Document.objects.get().error) == ([invoice], "")


def test_draw_again_refuses_what_is_made(invoice):
    make_document(document_id=invoice.pk)

    with pytest.raises(NothingToDrawError, match="Invoice INV-00001 has its PDF already"):
        draw_again(document_id=invoice.pk, by="user:1")

    assert Document.objects.get().attempts == 1
