"""Which table a header announces. Titles above tables are translated and moved about; the names of columns say more."""

from enum import StrEnum


class Shape(StrEnum):
    ZOOM_JOINS = "zoom_joins"
    ZOOM_TOTALS = "zoom_totals"
    ZOOM_WIDE = "zoom_wide"
    ZOOM_MEETINGS = "zoom_meetings"
    WEBINAR_PEOPLE = "webinar_people"
    WEBINAR_CALLERS = "webinar_callers"
    WEBINAR_FACTS = "webinar_facts"
    REGISTRATIONS = "registrations"
    TEAMS_STAYS = "teams_stays"
    TEAMS_PEOPLE = "teams_people"
    TEAMS_ENGAGEMENT = "teams_engagement"
    TEAMS_2021 = "teams_2021"
    TEAMS_2020 = "teams_2020"
    TEAMS_LIVE = "teams_live"
    MEET = "meet"


ZOOM_NAME = "name (original name)"
WEBINAR_NAME = "user name (original name)"
# The first that a header holds wholly. Names as `lines.clean` leaves them, in lower case.
RULES: tuple[tuple[Shape, frozenset[str]], ...] = tuple(
    (shape, frozenset(names))
    for shape, names in (
        (Shape.TEAMS_LIVE, ("fullname", "utceventtimestamp", "action")),
        (Shape.TEAMS_2020, ("full name", "user action", "timestamp")),
        (Shape.TEAMS_2021, ("full name", "join time", "leave time")),
        (Shape.TEAMS_PEOPLE, ("name", "first join", "last leave")),
        (Shape.TEAMS_PEOPLE, ("name", "first join time", "last leave time")),
        (Shape.TEAMS_PEOPLE, ("name", "in-meeting duration")),
        (Shape.TEAMS_ENGAGEMENT, ("name", "engagement type")),
        (Shape.TEAMS_STAYS, ("name", "join time", "leave time", "duration")),
        (Shape.WEBINAR_PEOPLE, ("attended", WEBINAR_NAME)),
        (Shape.WEBINAR_CALLERS, ("user name", "join time", "leave time", "time in session (minutes)")),
        (Shape.WEBINAR_FACTS, ("topic", "webinar id")),
        (Shape.ZOOM_WIDE, ("topic", "meeting id", ZOOM_NAME)),
        (Shape.ZOOM_JOINS, (ZOOM_NAME, "join time", "leave time")),
        (Shape.ZOOM_TOTALS, (ZOOM_NAME, "total duration (minutes)")),
        (Shape.ZOOM_TOTALS, (ZOOM_NAME, "duration (minutes)")),
        (Shape.ZOOM_MEETINGS, ("topic", "meeting id")),
        (Shape.ZOOM_MEETINGS, ("topic", "id", "host")),
        (Shape.MEET, ("first name", "last name", "duration", "time joined")),
        (Shape.REGISTRATIONS, ("email", "registration time", "approval status")),
    )
)
# Each rule holds at least one of these, so that a row of people is passed over at one glance.
SIGNS = frozenset(
    {
        *("utceventtimestamp", "user action", "join time", "first join", "first join time", "in-meeting duration"),
        *("engagement type", WEBINAR_NAME, "topic", ZOOM_NAME, "time joined", "registration time"),
    }
)


def shape_of(cells: list[str]) -> Shape | None:
    """The table that this row announces, if it is a header."""
    names = {cell.lower() for cell in cells}
    if names.isdisjoint(SIGNS):
        return None
    return next((shape for shape, wanted in RULES if wanted <= names), None)


def is_header(cells: list[str]) -> bool:
    return shape_of(cells) is not None
