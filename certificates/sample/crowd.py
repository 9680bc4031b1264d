"""Made-up people who fill sessions; the same ones on each run. Their addresses end in .example, so no mail leaves."""

from dataclasses import replace
from itertools import count, islice

from attendees.services.booking import Attendee
from workshops.models import TicketType

FIRST = (
    "Aisha", "Bethan", "Callum", "Deepa", "Emeka", "Fiona", "George", "Hafsa", "Ian", "Jasmine", "Kofi", "Lucy",
    "Mateusz", "Nadia", "Owen", "Paula", "Rhys", "Sunita", "Tara", "Umar", "Violet", "Wendy", "Yusra", "Zach",
)  # fmt: skip
LAST = (
    "Ashworth", "Begum", "Campbell", "Desai", "Ellison", "Farrell", "Grant", "Hussain", "Ingram", "Jarvis", "Kaur",
    "Lowe", "Mensah", "Novak", "Osborne", "Patel", "Quinn", "Rowe", "Shah", "Turner", "Unwin", "Vance", "Walsh",
)  # fmt: skip
PROFESSION = "Psychological Wellbeing Practitioner"
SERVICES = ("Calderdale Talking Therapies", "Wear Valley Talking Therapies", "Severnside Talking Therapies")


def parties(sizes: list[int]) -> list[list[Attendee]]:
    """Groups of the given sizes. Nobody is in two of them: 24 and 23 names share no factor, so 552 pairs differ."""
    people = (_person(number) for number in count())
    return [list(islice(people, size)) for size in sizes]


def _person(number: int) -> Attendee:
    first, last = FIRST[number % len(FIRST)], LAST[number % len(LAST)]
    return Attendee(name=f"{first} {last}", email=f"{first}.{last}@people.example".lower(), declared=True)


def answering(ticket: TicketType, party: list[Attendee]) -> list[Attendee]:
    """The party with what the ticket type asks of each, and nothing that it does not ask; all of one service."""
    service = SERVICES[sum(map(ord, party[0].email)) % len(SERVICES)]
    answers = {
        "profession": PROFESSION if ticket.asks_profession else "",
        "service": service if ticket.asks_service else "",
    }
    return [replace(person, **answers) for person in party]
