"""Makes one workshop of the sample, with its people and sessions."""

from datetime import date

from workshops.models import Partner, Presenter, Session, TicketType, TimetablePart, Workshop, WorkshopPresenter
from workshops.sample.days import day_of, midnight_before, moment
from workshops.sample.reading import Spec, read_file
from workshops.services.publishing import publish_workshop

WORKSHOP_FIELDS = (
    "kind", "title", "slug", "summary", "description", "aims", "objectives", "modalities", "references", "audience",
    "cpd_minutes", "partnership",
)  # fmt: skip
SESSION_FIELDS = ("mode", "platform", "joining_url", "joining_note", "venue_name", "venue_address", "town", "capacity")


def make_offer(spec: Spec, *, today: date, by: str) -> dict[str, Session]:
    """Make one workshop, and publish it unless its file calls it a draft. Call it inside a transaction.

    Gives its sessions by their keys. They are drafts still: whoever knows the bookings schedules them.
    """
    workshop = Workshop.objects.create(**_only(spec, WORKSHOP_FIELDS))
    for position, slug in enumerate(spec["presenters"], 1):
        WorkshopPresenter.objects.create(workshop=workshop, presenter=_presenter(slug), position=position)
    workshop.partners.set(Partner.objects.get_or_create(name=name)[0] for name in spec.get("partners", ()))
    sessions = {entry["key"]: _session(workshop, entry, spec["timetable"], today) for entry in spec["sessions"]}
    if not spec.get("is_draft"):
        publish_workshop(workshop_id=workshop.pk, by=by)
    return sessions


def _only(spec: Spec, fields: tuple[str, ...]) -> dict[str, object]:
    return {field: spec[field] for field in fields if field in spec}


def _presenter(slug: str) -> Presenter:
    return Presenter.objects.get_or_create(slug=slug, defaults=read_file("presenters.toml")[slug])[0]


def _session(workshop: Workshop, entry: Spec, timetable: list[Spec], today: date) -> Session:
    day = day_of(entry, today=today)
    session = Session.objects.create(
        workshop=workshop,
        starts_at=moment(day, entry["from"]),
        ends_at=moment(day, entry["to"]),
        **_only(entry, SESSION_FIELDS),
    )
    for position, ticket in enumerate(entry["tickets"], 1):
        _ticket(session, day, position, dict(ticket))
    for part in timetable:
        _part(session, day, dict(part))
    return session


def _ticket(session: Session, day: date, position: int, ticket: dict) -> None:
    """`from_days` and `until_days` are days before the session; the sale turns at midnight."""
    for name, field in (("from_days", "sale_opens_at"), ("until_days", "sale_closes_at")):
        if name in ticket:
            ticket[field] = midnight_before(day, days=ticket.pop(name))
    TicketType.objects.create(session=session, position=position, **ticket)


def _part(session: Session, day: date, part: dict) -> None:
    start, end = moment(day, part.pop("from")), moment(day, part.pop("to"))
    TimetablePart.objects.create(session=session, starts_at=start, ends_at=end, **part)
