"""The sentences of a certificate, in British English."""

from dataclasses import dataclass

from certificates.rendering.content import CertificateContent
from workshops.foundation.durations import exact_hours, hours_label, spoken_hours
from workshops.printing.text import long_date

RECORDING = "recording"


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """What one kind of workshop changes in the wording."""

    heading: str = "Certificate of Attendance"
    took: str
    held: str = "held {delivered} on "
    led: str = "and led by {presenters}"


KINDS = {
    "workshop": Phrases(took="took part in the workshop"),
    "webinar": Phrases(took="took part in the webinar"),
    "conference": Phrases(took="took part in the conference", led="with {presenters}"),
    RECORDING: Phrases(
        heading="Certificate of Completion",
        took="watched and completed the recording of",
        held="{delivered}, on ",
        led="presented by {presenters}",
    ),
}
OTHER = Phrases(took="took part in")


def phrases(content: CertificateContent) -> Phrases:
    return KINDS.get(content.kind, OTHER)


def membership(content: CertificateContent) -> str:
    """The professional body and the number there, as far as they are known."""
    if not content.registration_number:
        return content.body
    label = "registration number" if content.body else "Registration number"
    return ", ".join(filter(None, [content.body, f"{label} {content.registration_number}"]))


def held(content: CertificateContent) -> tuple[str, str, str]:
    """What stands before the date, the date, and what stands after it."""
    return phrases(content).held.format(delivered=content.delivered), content.when, content.zone


def led(content: CertificateContent) -> str:
    return phrases(content).led.format(presenters=content.presenters) if content.presenters else ""


def hours_lines(content: CertificateContent) -> tuple[str, ...]:
    """The hours in large, then what they are made of, a line each."""
    spoken = spoken_hours(content.minutes)
    rest = hours_label(content.minutes).removeprefix(spoken).strip()
    shares = [
        f"{exact_hours(minutes)} {name}"
        for minutes, name in ((content.participatory_minutes, "participatory"), (content.skills_minutes, "skills"))
        if minutes is not None
    ]
    return spoken, *filter(None, [f"{rest} of CPD".strip(), ", ".join(shares), scheduled(content)])


def scheduled(content: CertificateContent) -> str:
    """Says so when somebody attended less than there was; breaks are never counted."""
    breaks = "" if content.kind == RECORDING else "breaks excluded"
    if content.scheduled_minutes in (None, content.minutes):
        return breaks
    return ", ".join(filter(None, [f"of {exact_hours(content.scheduled_minutes or 0)} scheduled", breaks]))


def number_lines(content: CertificateContent) -> tuple[str, ...]:
    issued = f"Version {content.version}, issued {long_date(content.issued_on)}"
    replaces = f"Replaces {content.replaces}" if content.replaces else ""
    return tuple(filter(None, [content.number, issued, replaces]))


def house_lines(content: CertificateContent) -> tuple[str, ...]:
    partners = f"In partnership with {content.partners}" if content.partners else ""
    return tuple(filter(None, [content.provider_name, content.provider_contact, partners, content.accreditation]))


def document_title(content: CertificateContent) -> str:
    return f"{phrases(content).heading.capitalize()} {content.number}: {content.name}"


def all_text(content: CertificateContent) -> str:
    """Every text that may be printed, to see which faces it needs."""
    timetable = [text for line in content.timetable for text in (line.time, line.kind, line.title)]
    texts = [value for value in vars(content).values() if isinstance(value, str)]
    return "\n".join([*texts, *content.objectives, *timetable])
