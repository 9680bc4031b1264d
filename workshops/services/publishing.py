"""What visitors may see: publishing and withdrawing."""

from django.db import transaction
from django.utils import timezone

from workshops.enums import NoticeState, SessionState, WorkshopState
from workshops.foundation.errors import DomainError
from workshops.models import Notice, Session, Workshop
from workshops.services.transitions import transition

# What an imported page without a title is called until a person has named it.
UNTITLED = "Untitled page"


class NotReadyError(DomainError):
    """Something is missing that visitors would miss."""


def publish_workshop(*, workshop_id: int, by: str) -> Workshop:
    """Show a workshop to visitors. Locks it. Raises NotReadyError while something that visitors need is missing."""
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update().get(pk=workshop_id)
        missing = missing_for_publication(workshop)
        if missing:
            raise NotReadyError(f"“{workshop.title}” cannot be published yet. Still missing: {', '.join(missing)}.")
        workshop.published_at = workshop.published_at or timezone.now()
        transition(workshop, to=WorkshopState.PUBLISHED, by=by, save=("published_at", "updated_at"))
    return workshop


def missing_for_publication(workshop: Workshop) -> list[str]:
    """What a page cannot do without, in words."""
    wanted = {
        "a title": workshop.title != UNTITLED,
        "a summary": workshop.summary,
        "learning objectives": workshop.objectives,
        "CPD minutes": workshop.cpd_minutes,
        "a presenter": workshop.presenter_links.exists(),
    }
    return [words for words, there in wanted.items() if not there]


def withdraw_workshop(*, workshop_id: int, by: str, reason: str = "") -> Workshop:
    """Hide a workshop from visitors; its bookings and certificates stay as they are. Locks it."""
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update().get(pk=workshop_id)
        transition(workshop, to=WorkshopState.WITHDRAWN, by=by, reason=reason, save=("updated_at",))
    return workshop


def schedule_session(*, session_id: int, by: str) -> Session:
    """Open a session for booking. Locks it. Raises NotReadyError without a ticket type, or when it is over."""
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=session_id)
        if not session.ticket_types.exists():
            raise NotReadyError(
                f"“{session}” cannot be scheduled yet: add a ticket type with a price, or nought for free."
            )
        if session.ends_at <= timezone.now():
            raise NotReadyError(f"“{session}” is over, so nobody could book it. Give it a coming date first.")
        transition(session, to=SessionState.SCHEDULED, by=by, save=("updated_at",))
    return session


def publish_notice(*, notice_id: int, by: str) -> Notice:
    """Show a notice on the site. Locks it."""
    return _move_notice(notice_id, NoticeState.PUBLISHED, by)


def withdraw_notice(*, notice_id: int, by: str) -> Notice:
    """Take a notice off the site. Locks it."""
    return _move_notice(notice_id, NoticeState.WITHDRAWN, by)


def _move_notice(notice_id: int, to: NoticeState, by: str) -> Notice:
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(pk=notice_id)
        transition(notice, to=to, by=by, save=("updated_at",))
    return notice
