"""What tests ask of a site of real processes: each function runs inside it, by `ask(site, "queue_notes", 300)`."""

import json
import multiprocessing
import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connection, connections, transaction
from django.utils import timezone

from attendees.emails.compose import store_message
from attendees.enums import Decision
from attendees.models import Booking, OutboxMessage, Place
from attendees.services.attendance import mark_attendance
from attendees.services.booking import Attendee, Booker, book_places
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue
from tests.factories import make_booking, make_past_session, make_session
from tests.harness.site import LiveSite
from tests.races.books import imbalances, seats
from tests.races.together import kinds, run_together
from workshops.models import Session, TicketType


def ask(site: LiveSite, name: str, *arguments: int) -> Any:
    """Call the function `name` of this module in the site's own process and database; what it returned."""
    code = f"import json; from tests.races import scene; print(json.dumps(scene.{name}{arguments!r}))"
    return json.loads(site.shell(code).splitlines()[-1])


def open_session(capacity: int) -> int:
    """The id of a free session."""
    return make_session(capacity=capacity).pk


def queue_work(attended: int, noted: int) -> None:
    """That many certificates to draw, and that many messages to send."""
    if attended:
        queue_certificates(attended)
    queue_notes(noted)


def queue_certificates(count: int) -> None:
    """That many people attended; their certificates are issued and wait for a worker."""
    session = make_past_session(capacity=count)
    with transaction.atomic():
        for number in range(count):
            make_booking(session=session, name=f"Person {number}", email=f"person{number}@example.org")
        for place in Place.objects.filter(session=session):
            mark_attendance(place_id=place.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    confirm_and_issue(session_id=session.pk, by="user:1")


def queue_notes(count: int) -> None:
    """That many messages, due a minute ago, so that sweeps and tasks reach for them at once."""
    due_at = timezone.now() - timedelta(minutes=1)
    with transaction.atomic():
        for number in range(count):
            to = f"reader{number}@example.org"
            store_message(kind="note", key=f"note:{number}", to=to, subject="Hello", text="Good day", due_at=due_at)


def everything() -> dict[str, list[dict[str, Any]]]:
    """What has become of it all."""
    return {"certificates": certificates(), "messages": messages()}


def certificates() -> list[dict[str, Any]]:
    """Each certificate with its file and hash."""
    return list(Certificate.objects.values("number", "place_id", "state", "pdf", "sha256", "attempts"))


def messages() -> list[dict[str, Any]]:
    """Each message with its state and the name of its file."""
    rows = OutboxMessage.objects.values("kind", "to", "state", "attempts", "message_id")
    return [row | {"message_id": str(row["message_id"])} for row in rows]


def book_from_processes(session_id: int, processes: int, people: int) -> dict[str, Any]:
    """Forked processes, as a web server has them, each with threads that book for that many people, all at once."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(processes)
    with context.Pool(processes, initializer=_wait_at, initargs=(gate,)) as pool:
        crowds = [(session_id, number, people) for number in range(processes)]
        outcomes = pool.starmap(_crowd, crowds, chunksize=1)
    total = {kind: sum(part.get(kind, 0) for part in outcomes) for part in outcomes for kind in part}
    session = Session.objects.get(pk=session_id)
    return {"outcomes": total, "seats": seats(session), "wrong": imbalances(), "bookings": Booking.objects.count()}


def _wait_at(gate: Any) -> None:
    global _gate  # noqa: PLW0603  (a pool's workers are told things in no other way)
    _gate = gate


def _crowd(session_id: int, number: int, people: int) -> dict[str, int]:
    ticket = TicketType.objects.select_related("session__workshop").get(session_id=session_id)
    connection.close()
    _gate.wait(60)
    return kinds(
        run_together(*[partial(_book, ticket, f"person{number}.{n}@example.org") for n in range(people)], hands=6)
    )


def _book(ticket: TicketType, email: str) -> Booking:
    return book_places(
        ticket=ticket,
        booker=Booker(name="Priya Nair", email=email),
        attendees=[Attendee(name="Priya Nair", email=email)],
        consented_at=timezone.now(),
        form_key=uuid.uuid4(),
        by="booker",
    )
