"""What a certificate will say for ever, gathered once from the rows as they are on the day of issue."""

from typing import Any, TypedDict

from django.conf import settings
from django.utils.formats import date_format

from attendees.models import Place
from certificates.rendering.content import CertificateContent, TimetableLine
from workshops.enums import Mode
from workshops.models import Provider, Session, TimetablePart, Workshop


class ProviderWords(TypedDict):
    """What the provider says on every certificate."""

    provider_name: str
    provider_letters: str
    provider_contact: str
    signatory_name: str
    signatory_role: str
    signature: bytes


def certificate_content(
    *, place: Place, provider: ProviderWords, number: str, issued_on: Any, version: int = 1, replaces: str = ""
) -> CertificateContent:
    """Everything the certificate of `place` prints. Reads the confirmed attendance; asks nothing later."""
    session = place.session
    workshop = session.workshop
    return CertificateContent(
        number=number,
        version=version,
        replaces=replaces,
        name=place.attendee_name,
        body="",
        registration_number="",
        kind=workshop.kind,
        title=workshop.title,
        delivered=delivered(session),
        when=when(session),
        zone=zone(session),
        presenters=presenters(workshop),
        minutes=place.attendance.minutes or 0,
        participatory_minutes=None,
        skills_minutes=None,
        scheduled_minutes=session.teaching_minutes,
        objectives=tuple(workshop.objective_list),
        timetable=tuple(_line(part, session) for part in session.parts.all()),
        modalities=workshop.modalities,
        partners=workshop.partnership,
        verify_url=f"{settings.SITE_URL}/verify/{number}/",
        verify_label=settings.SITE_URL.split("://")[-1] + "/verify",
        issued_on=issued_on,
        accreditation="",
        **provider,
    )


def provider_words(provider: Provider) -> ProviderWords:
    """The provider as it is today. Opens the signature's file."""
    return {
        "provider_name": provider.name,
        "provider_letters": provider.letters,
        "provider_contact": provider.contact,
        "signatory_name": provider.signatory_name,
        "signatory_role": provider.signatory_role,
        "signature": _bytes(provider),
    }


def _bytes(provider: Provider) -> bytes:
    if not provider.signature:
        return b""
    with provider.signature.open("rb") as file:
        return bytes(file.read())


def delivered(session: Session) -> str:
    """How it was held: "live online via Zoom", "in person at Leeds Town Hall, Leeds"."""
    if session.mode == Mode.ONLINE:
        return f"live online via {session.platform}" if session.platform else "live online"
    place = ", ".join(part for part in (session.venue_name, session.town) if part)
    return f"in person at {place}" if place else "in person"


def when(session: Session) -> str:
    """Date and times in the session's own zone: "Monday 27 June 2022, 09:30 to 16:15"."""
    start, end = session.local_start, session.local_end
    if start.date() == end.date():
        return f"{date_format(start, 'l j F Y, H:i')} to {end:%H:%M}"
    return f"{date_format(start, 'l j F Y, H:i')} to {date_format(end, 'l j F Y, H:i')}"


ZONE_NAMES = {"GMT": "Greenwich Mean Time", "BST": "British Summer Time"}


def zone(session: Session) -> str:
    """The zone by its full name where we know it, both where the clocks change meanwhile, and its key in the tz database."""
    short = dict.fromkeys(end.tzname() or "" for end in (session.local_start, session.local_end))
    return f"{', then '.join(ZONE_NAMES.get(name, name) for name in short)} ({session.time_zone})"


def presenters(workshop: Workshop) -> str:
    """Presenters with their credentials, as a sentence has them."""
    people = [link.presenter for link in workshop.presenter_links.all()]
    named = [f"{person.name}, {person.credentials}" if person.credentials else person.name for person in people]
    return "; ".join(named[:-1]) + "; and " + named[-1] if len(named) > 1 else "".join(named)


def _line(part: TimetablePart, session: Session) -> TimetableLine:
    start, end = part.starts_at.astimezone(session.zone), part.ends_at.astimezone(session.zone)
    kind = "participatory" if part.is_participatory else "taught" if part.is_teaching else "excluded"
    day = "" if session.local_start.date() == session.local_end.date() else f"{date_format(start, 'D')} "
    return TimetableLine(
        time=f"{day}{start:%H:%M}–{end:%H:%M}",
        minutes=part.minutes if part.is_teaching else None,
        kind=kind,
        title=part.title,
    )
