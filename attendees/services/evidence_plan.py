"""What a report would do, before it does anything: who in it sits where, and what would come of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from attendees.evidence import Person, Report
from attendees.evidence.matching import Plan, Seat, key_of, plan_of
from attendees.evidence.minutes import Evidence
from attendees.models import AttendanceFile, IdentityDecision, Place, Stay
from attendees.services.evidence_rows import Row, row_of, rows_of
from attendees.services.reading_files import read_kept
from attendees.session_evidence import Counting, counting_of, evidence_for

Stays = Mapping[int, Sequence[Stay]]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Stays to write, each with its place's id, and to take away; `held` are ids of places whose attendance is confirmed."""

    add: tuple[tuple[int, Row], ...]
    remove: tuple[Stay, ...]
    held: tuple[int, ...]

    @property
    def places(self) -> int:
        """How many places gain or lose stays."""
        return len({place_id for place_id, _ in self.add} | {stay.place_id for stay in self.remove})


@dataclass(frozen=True, kw_only=True)
class FilePlan:
    """A report beside the places of its session. `places` are the confirmed ones, `stays` what they have already."""

    file: AttendanceFile
    report: Report
    found: Plan
    decided: Mapping[str, int | None]
    places: Mapping[int, Place]
    stays: Stays
    counting: Counting

    def key_of(self, person: Person) -> str:
        return decision_key(self.file, person)

    def is_held(self, place_id: int) -> bool:
        """Whether attendance is confirmed, so that nothing changes it but reopening."""
        attendance = getattr(self.places[place_id], "attendance", None)
        return attendance is not None and attendance.confirmed_at is not None

    @cached_property
    def sitting(self) -> Mapping[int, Sequence[Person]]:
        """People of the report by place."""
        found: dict[int, list[Person]] = defaultdict(list)
        for match in self.found.matched:
            found[match.place_id].append(match.person)
        return found

    def evidence_of(self, place_id: int) -> Evidence:
        """What a place would have with this report applied, all its other stays included."""
        others = [stay for stay in self.stays.get(place_id, ()) if stay.file_id != self.file.pk]
        own = [row.stay(self.file, place_id) for row in rows_of(self.sitting.get(place_id, ()))]
        return evidence_for(self.counting, [*others, *own])

    @cached_property
    def unseen(self) -> tuple[Seat, ...]:
        """Booked, and neither in this report nor anywhere else that shows who was there."""
        return tuple(
            seat
            for seat in self.found.absent
            if not any(stay.file_id != self.file.pk for stay in self.stays.get(seat.place_id, ()))
        )

    @cached_property
    def changes(self) -> Changes:
        """What applying would write and take away."""
        add: list[tuple[int, Row]] = []
        remove: list[Stay] = []
        for place_id in (each for each in self.places if not self.is_held(each)):
            old = {row_of(stay): stay for stay in self.stays.get(place_id, ()) if stay.file_id == self.file.pk}
            new = rows_of(self.sitting.get(place_id, ()))
            add += [(place_id, row) for row in new if row not in old]
            remove += [stay for row, stay in old.items() if row not in new]
        held = [place_id for place_id in self.sitting if self.is_held(place_id)]
        return Changes(add=tuple(add), remove=tuple(remove), held=tuple(held))


def plan_file(file: AttendanceFile) -> FilePlan:
    """Work out anew what `file` would do, by its session's places and what people decided so far. Changes nothing.

    Reads the session's parts where they are prefetched. Raises what `read_kept` raises. The same queries however many
    rows the file has, or the session places.
    """
    report = read_kept(file)
    places = {place.pk: place for place in _places(file.session_id)}
    decided = dict(IdentityDecision.objects.filter(session=file.session_id).values_list("key", "place_id"))
    return FilePlan(
        file=file,
        report=report,
        found=plan_of(report.people, seats_of(file.session_id, places), _as_matched(file, report, decided)),
        decided=decided,
        places=places,
        stays=_stays(file.session_id),
        counting=counting_of(file.session),
    )


def _places(session_id: int) -> QuerySet[Place]:
    """By name, with what a plan needs of them and no more: there may be thousands."""
    named = ("session_id", "attendee_name", "attendee_email", "user_id")
    booked = ("booking__reference", "booking__booker_email", "booking__user_id", "attendance__confirmed_at")
    return (
        Place.objects.roster()
        .select_related(None)
        .select_related("booking", "attendance")
        .filter(session=session_id)
        .only(*named, *booked)
    )


def decision_key(file: AttendanceFile, person: Person) -> str:
    """Under which a decision about a person of a file is kept. Callers without a name are somebody else in each file."""
    key = key_of(person)
    return f"{file.sha256[:16]} {key}" if person.is_phone and not person.email else key


def _as_matched(file: AttendanceFile, report: Report, decided: Mapping[str, int | None]) -> Mapping[str, int | None]:
    keys = {key_of(person): decision_key(file, person) for person in report.people}
    return {key: decided[kept] for key, kept in keys.items() if kept in decided}


def seats_of(session_id: int, places: Mapping[int, Place]) -> list[Seat]:
    """Places with every address that is known to be of whoever sits there: the place's, and those of their account."""
    verified = _verified(session_id)
    return [
        Seat(
            place_id=place.pk,
            name=place.attendee_name,
            emails=frozenset({place.attendee_email, *verified.get(_account(place), ())} - {""}),
        )
        for place in places.values()
    ]


def _account(place: Place) -> int | None:
    """The account of whoever sits there: their own, or the booker's where they booked for themselves."""
    is_booker = place.attendee_email == place.booking.booker_email.lower()
    return place.user_id or (place.booking.user_id if is_booker else None)


def _verified(session_id: int) -> Mapping[int | None, Sequence[str]]:
    """Addresses that accounts have shown to be theirs, by account."""
    here = Place.objects.confirmed().filter(session=session_id).order_by()
    theirs = Q(user__in=here.values("user")) | Q(user__in=here.values("booking__user"))
    found: dict[int | None, list[str]] = defaultdict(list)
    for user_id, email in EmailAddress.objects.filter(theirs, verified=True).values_list("user_id", "email"):
        found[user_id].append(email.lower())
    return found


def _stays(session_id: int) -> Stays:
    found: dict[int, list[Stay]] = defaultdict(list)
    for stay in Stay.objects.filter(place__session=session_id).order_by("place_id", "starts_at", "pk"):
        found[stay.place_id].append(stay)
    return found
