"""From the frozen snapshot to the stored PDF, and the messages that carry it. Runs in a worker, or for a download."""

import hashlib
import logging
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from attendees.documents.content import DocumentContent
from attendees.emails.document_messages import queue_document_messages
from attendees.models import Document
from workshops.foundation.budget import SWEEP_SECONDS, within
from workshops.foundation.errors import DomainError
from workshops.foundation.queueing import queue_task

logger = logging.getLogger(__name__)
BATCH = 200


class DocumentNotReadyError(DomainError):
    """The PDF is still being made, or could not be."""


class NothingToDrawError(DomainError):
    """The PDF exists already."""


def make_document(*, document_id: int) -> bool:
    """Draw, check and store the PDF of one document; False when it is made already or in somebody else's hands.

    Claims the row by one conditional UPDATE; a worker that dies leaves a claim that lapses. The file, its hash and
    the messages that carry it become visible in one transaction. A file that fails its checks is not stored and
    nobody is told: the error stands in the row for organisers.
    """
    now = timezone.now()
    free = Document.objects.undrawn(now).filter(pk=document_id)
    if not free.update(claimed_at=now, attempts=F("attempts") + 1):
        return False
    document = Document.objects.select_related("booking__session__workshop").get(pk=document_id)
    try:
        pdf, problems = _drawn(DocumentContent.from_json(document.snapshot))
    except Exception as error:
        _fail(document_id, repr(error))
        raise
    if problems:
        _fail(document_id, "; ".join(problems))
        return False
    return _store(document, pdf, now)


def _drawn(content: DocumentContent) -> tuple[bytes, list[str]]:
    # The engine takes memory and time to load: a web process that draws nothing does without.
    from attendees.documents.check import check_document
    from attendees.documents.drawing import draw_document

    pdf = draw_document(content)
    return pdf, check_document(pdf, content)


def _fail(document_id: int, error: str) -> None:
    logger.error("Document %s was not made: %s", document_id, error)
    Document.objects.filter(pk=document_id).update(error=error[:500])


def _store(document: Document, pdf: bytes, claimed_at: datetime) -> bool:
    name = document.pdf.field.generate_filename(document, f"{document.number}.pdf")
    stored = document.pdf.storage.save(name, ContentFile(pdf))
    with transaction.atomic():
        mine = Document.objects.filter(pk=document.pk, rendered_at=None, claimed_at=claimed_at)
        changes = {"pdf": stored, "sha256": hashlib.sha256(pdf).hexdigest(), "rendered_at": timezone.now(), "error": ""}
        if mine.update(**changes):
            queue_document_messages(document)
            return True
    document.pdf.storage.delete(stored)
    return False


def make_documents_left_behind(*, seconds: float = SWEEP_SECONDS) -> int:
    """Make the PDFs that no worker took up; how many were looked at. Begins none after `seconds`."""
    looked_at = 0
    keys = list(Document.objects.undrawn(timezone.now()).order_by("pk").values_list("pk", flat=True)[:BATCH])
    for key in within(seconds, keys):
        _try_to_make(key)
        looked_at += 1
    return looked_at


def _try_to_make(key: int) -> None:
    """One that cannot be made does not hold up the others; the end of the task's time does."""
    try:
        make_document(document_id=key)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception("Document %s could not be made", key)


def read_document(document: Document) -> bytes:
    """The stored PDF; drawn now if no worker has done it yet. Raises DocumentNotReadyError where that is not possible."""
    if not document.rendered_at:
        _try_to_make(document.pk)
        document.refresh_from_db()
    if document.error:
        raise DocumentNotReadyError(
            "Something in it cannot be printed. We can see that too; write to us if you need it now."
        )
    if not document.rendered_at:
        raise DocumentNotReadyError("It takes a minute at most. Then load this page again.")
    with document.pdf.open("rb") as file:
        return bytes(file.read())


def draw_again(*, document_id: int, by: str) -> Document:
    """Count the attempts from nought again and queue the drawing of a PDF that could not be made. Locks the document.

    Whoever holds it at this moment loses the claim: what they draw is thrown away. Raises NothingToDrawError once the
    PDF exists: it never changes.
    """
    from attendees.tasks import draw_document as draw

    with transaction.atomic():
        document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
        if document.rendered_at:
            raise NothingToDrawError(f"{document.get_kind_display()} {document} has its PDF already.")
        document.attempts, document.claimed_at, document.error = 0, None, ""
        document.save(update_fields=["attempts", "claimed_at", "error"])
        logger.info("Document %s is drawn again, asked by %s", document_id, by)
        queue_task(draw, document.pk)
    return document
