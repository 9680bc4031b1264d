"""What a session's run sheet shows of its people: who is here, since when, and how that is known."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from attendees.enums import FileState, QueryState
from attendees.models import AccessNeed, AttendanceFile, AttendanceQuery, Place, Stay
from workshops.models import Session

LATEST = 8


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Numbers of confirmed places, of reports of attendance, and of what waits for an answer."""

    expected: int
    unnamed: int
    here: int
    proposed: int
    to_review: int
    confirmed: int
    needs: int
    reports_open: int
    queries_open: int

    @property
    def missing(self) -> int:
        """Named people of whom nothing shows yet that they came."""
        return max(0, self.expected - self.unnamed - self.here)


def counts_of(session: Session) -> Counts:
    """Four queries, however many people there are."""
    places = session.places.confirmed()
    marked = Q(attendance__isnull=False, attendance__confirmed_at=None)
    return Counts(
        **places.aggregate(
            expected=Count("pk"),
            unnamed=Count("pk", filter=Q(attendee_name="")),
            here=Count("pk", filter=Q(Exists(_stays_of_place()))),
            proposed=Count("pk", filter=marked),
            to_review=Count("pk", filter=marked & Q(attendance__decision="review")),
            confirmed=Count("pk", filter=Q(attendance__confirmed_at__isnull=False)),
        ),
        needs=AccessNeed.objects.filter(place__in=places).count(),
        reports_open=AttendanceFile.objects.filter(session=session, state=FileState.READ).count(),
        queries_open=AttendanceQuery.objects.filter(place__session=session, state=QueryState.OPEN).count(),
    )


def people_of(session: Session, *, words: str = "", only_missing: bool = False) -> QuerySet[Place]:
    """Confirmed places by name, each with `here_since` and `shown_by`: when something first showed that they came, and what.

    `shown_by` is a source of stays, None while nothing shows it; `here_since` is None for a total without times as well.
    """
    first = _stays_of_place().order_by(F("starts_at").asc(nulls_last=True), "pk")
    places = (
        session.places.confirmed()
        .called(words)
        .annotate(here_since=Subquery(first.values("starts_at")[:1]), shown_by=Subquery(first.values("source")[:1]))
    )
    if only_missing:
        places = places.filter(shown_by=None).exclude(attendee_name="")
    return places.select_related("booking", "ticket_type", "attendance").order_by("attendee_name", "pk")


def latest_arrivals(session: Session) -> QuerySet[Place]:
    """Who came last, the latest first."""
    people = people_of(session)
    return people.exclude(here_since=None).order_by("-here_since", "pk")[:LATEST]  # type: ignore[misc]


def _stays_of_place() -> QuerySet[Stay]:
    return Stay.objects.filter(place=OuterRef("pk"))
