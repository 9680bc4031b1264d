"""Questions about what is offered. They never ask who comes."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from workshops.enums import NoticeState, SessionState, WorkshopState

if TYPE_CHECKING:
    from workshops.models import Notice, Session, Workshop


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Workshops, with everything a page of them shows."""

    def published(self) -> Self:
        return self.filter(state=WorkshopState.PUBLISHED)

    def with_people(self) -> Self:
        return self.prefetch_related("presenter_links__presenter", "partners")

    def naming(self, words: str) -> Self:
        """With each of `words`, in any order, in title, summary or a presenter's name."""
        model: Any = self.model
        links = model.presenters.through.objects
        found = self
        for word in words.split():
            led = links.filter(presenter__name__icontains=word).values("workshop_id")
            found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(pk__in=led))
        return found

    def led_by(self, presenter: models.Model) -> Self:
        return self.filter(presenter_links__presenter=presenter)


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, as visitors may see them."""

    def public(self) -> Self:
        """Sessions that visitors may see, cancelled ones included: an old link deserves an answer."""
        return self.filter(workshop__state=WorkshopState.PUBLISHED).exclude(state=SessionState.DRAFT)

    def scheduled(self) -> Self:
        return self.filter(state=SessionState.SCHEDULED)

    def not_over(self) -> Self:
        return self.filter(ends_at__gt=timezone.now())

    def coming(self) -> Self:
        """Scheduled, published and not over."""
        return self.public().scheduled().not_over()

    def past(self) -> Self:
        return self.filter(ends_at__lte=timezone.now())

    def free(self) -> Self:
        """With a free ticket that everyone may see."""
        return self.filter(ticket_types__price_pence=0, ticket_types__code="").distinct()

    def paid(self) -> Self:
        """With a ticket at a fee that everyone may see."""
        return self.filter(ticket_types__price_pence__gt=0, ticket_types__code="").distinct()

    def with_details(self) -> Self:
        """Everything an entry of the programme shows, in four queries whatever their number."""
        return self.select_related("workshop").prefetch_related(
            "ticket_types", "parts", "workshop__presenter_links__presenter"
        )


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Announcements."""

    def current(self) -> Self:
        """Published, begun and not ended."""
        now = timezone.now()
        begun = Q(shown_from__isnull=True) | Q(shown_from__lte=now)
        ended = Q(shown_until__isnull=False, shown_until__lte=now)
        return self.filter(begun, state=NoticeState.PUBLISHED).exclude(ended)
