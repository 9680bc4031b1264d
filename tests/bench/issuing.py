"""Issues certificates and waits for the worker. Runs inside the site's settings (see inside.py)."""

import time
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from attendees.models import OutboxMessage
from attendees.services.outbox import deliver_message
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue
from certificates.services.rendering import make_pdf
from tests.bench.data import make_attended, wait_for_messages
from tests.harness.waiting import wait_until

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def issue_and_wait(*, people: int, seconds: float = 600) -> dict[str, float]:
    """Confirm and issue for a session of `people`; seconds from that moment to each milestone, by the database's rows."""
    session_id = make_attended(people=people)
    mine = Certificate.objects.filter(place__session_id=session_id)
    began = time.time()
    made = confirm_and_issue(session_id=session_id, by="bench").made
    issued = time.time()
    wait_until(lambda: not mine.filter(rendered_at=None).exists(), seconds=seconds, what="the last PDF", pause=0.1)
    last_sent = wait_for_messages(seconds=seconds)
    stored = mine.aggregate(at=Max("rendered_at"))["at"].timestamp()
    sent = OutboxMessage.objects.filter(key__in=[f"certificate_ready:{pk}" for pk in mine.values_list("pk", flat=True)])
    assert (made, sent.count()) == (people, people)
    return {
        "issued_s": round(issued - began, 3),
        "last_pdf_s": round(stored - began, 3),
        "last_email_s": round(last_sent - began, 3),
        "pdf_per_s": round(people / (stored - began), 2),
        "pdf_and_email_per_s": round(people / (last_sent - began), 2),
        "pdf_kb": round(sum(certificate.pdf.size for certificate in mine[:20]) / min(people, 20) / 1024, 1),
    }


def count_queries() -> dict[str, int]:
    """Statements for each certificate, those that open and close transactions left out. Nothing of it stays."""
    small, large = (_rolled_back(people) for people in (1, 3))
    return {
        "issuing_first": small["issuing"],
        "issuing_each_further": (large["issuing"] - small["issuing"]) // 2,
        "drawing": small["drawing"],
        "sending": small["sending"],
    }


def _rolled_back(people: int) -> dict[str, int]:
    with transaction.atomic():
        session_id = make_attended(people=people)
        issuing = _queries(lambda: confirm_and_issue(session_id=session_id, by="bench"))
        certificate = Certificate.objects.filter(place__session_id=session_id).first()
        drawing = _queries(lambda: make_pdf(certificate_id=certificate.pk))
        message = OutboxMessage.objects.get(key=f"certificate_ready:{certificate.pk}")
        sending = _queries(lambda: deliver_message(message_id=message.pk))
        transaction.set_rollback(True)
    return {"issuing": issuing, "drawing": drawing, "sending": sending}


def _queries(action: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        action()
    return sum(not query["sql"].startswith(CONTROL) for query in queries)
