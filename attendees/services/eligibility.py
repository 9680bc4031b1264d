"""Whom a ticket type is for: what it asks of each person, whose addresses it takes, how many of one service."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from attendees.errors import DeclarationMissingError, NotEligibleError, ProofNeededError
from attendees.models import Place
from attendees.people import Attendee
from workshops.models import TicketType

# Between letters these are left out ("N.H.S.", "St Mary’s"); every other mark parts two words.
SILENT = frozenset(".'’\N{MODIFIER LETTER APOSTROPHE}`")
# Which question of a ticket type asks for which fields of a person, and how a refusal names them.
ASKED = (
    ("asks_profession", (("profession", "the profession"),)),
    ("asks_service", (("service", "the service or employer"),)),
    (
        "asks_registration",
        (("registration_body", "the professional body"), ("registration_number", "the registration number")),
    ),
)


def refuse_ineligible(ticket: TicketType, people: Sequence[Attendee], *, exclude_place_id: int | None = None) -> None:
    """Raise NotEligibleError or DeclarationMissingError unless everyone named in `people` may have `ticket`.

    Those still to be named are passed over: they are looked at when they are named. Places of one service are counted,
    so the caller holds the lock of the ticket's session; `exclude_place_id` is a place whose person is about to change.
    """
    named = [person for person in people if person.is_named]
    for person in named:
        _refuse_undeclared(ticket, person)
        _refuse_incomplete(ticket, person)
        _refuse_other_domain(ticket, person)
    if ticket.service_cap is not None:
        _refuse_beyond_cap(ticket, ticket.service_cap, named, exclude_place_id)


def refuse_unproven(ticket: TicketType, people: Sequence[Attendee]) -> None:
    """Raise ProofNeededError when `ticket` is for certain addresses and someone has not shown that theirs is."""
    for person in people:
        if ticket.domains and person.is_named and not person.proven:
            raise ProofNeededError(
                f"“{ticket.name}” is for certain addresses, so {person.email} has to be confirmed first: "
                "open the link that we send there."
            )


def asked_fields(ticket: TicketType) -> list[str]:
    """The fields of a person that `ticket` asks for, beyond name and address."""
    return [name for question, fields in ASKED if getattr(ticket, question) for name, _ in fields]


def service_key_of(text: str) -> str:
    """One spelling for all spellings of a service: small letters, single spaces, no punctuation."""
    kept = (_kept(character) for character in unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(kept).split())[:160].strip()


def _kept(character: str) -> str:
    if unicodedata.category(character)[0] in "LMN":
        return character
    return "" if character in SILENT else " "


def person_fields(person: Attendee) -> dict[str, str]:
    """The columns of a place that say who sits in it, as they are kept."""
    return {
        "attendee_name": " ".join(person.name.split()),
        "attendee_email": person.email.strip().lower(),
        "profession": person.profession.strip(),
        "service": person.service.strip(),
        "service_key": service_key_of(person.service),
        "registration_body": person.registration_body.strip(),
        "registration_number": person.registration_number.strip(),
    }


def _refuse_undeclared(ticket: TicketType, person: Attendee) -> None:
    if ticket.declaration and not person.declared:
        raise DeclarationMissingError(
            f"This ticket is only for people who can say: “{ticket.declaration}”. Tick the box if that is true of you."
        )


def _refuse_incomplete(ticket: TicketType, person: Attendee) -> None:
    missing = _missing(ticket, person)
    if missing:
        raise NotEligibleError(f"“{ticket.name}” asks for {missing} of {person.name}. Fill it in and try again.")


def _missing(ticket: TicketType, person: Attendee) -> str:
    """How the first field that is asked for and empty is called; a service needs something to count it by."""
    for question, fields in ASKED:
        for name, words in fields:
            text = str(getattr(person, name))
            if getattr(ticket, question) and not service_key_of(text):
                return words
    return ""


def _refuse_other_domain(ticket: TicketType, person: Attendee) -> None:
    domains = ticket.domains
    domain = person.email.strip().lower().rpartition("@")[2]
    if domains and not any(domain == ours or domain.endswith(f".{ours}") for ours in domains):
        ends = " or ".join(f"@{ours}" for ours in domains)
        raise NotEligibleError(
            f"“{ticket.name}” is for addresses that end in {ends}. Give one for {person.name}, or choose another ticket."
        )


def _refuse_beyond_cap(ticket: TicketType, cap: int, named: Sequence[Attendee], excluded: int | None) -> None:
    asked = Counter(service_key_of(person.service) for person in named)
    spelt = {service_key_of(person.service): person.service.strip() for person in named}
    for key, wanted in sorted(asked.items()):
        taken = Place.objects.live().filter(ticket_type=ticket, service_key=key).exclude(pk=excluded or 0).count()
        if key and taken + wanted > cap:
            raise NotEligibleError(
                f"“{ticket.name}” has at most {_places(cap)} for each service, and {taken or 'none'} "
                f"{'is' if taken == 1 else 'are'} taken by {spelt[key]}. Name fewer people from there, or write to us."
            )


def _places(count: int) -> str:
    return f"{count} place{'' if count == 1 else 's'}"
