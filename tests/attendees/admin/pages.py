"""What the tests of the organisers' pages about bookings share."""

import re

from attendees.models import PlaceChange
from tests.workshops.admin.clients import organiser_client
from workshops.models import StateChange


def booking_page(booking, step="change"):
    return f"/admin/attendees/booking/{booking.pk}/{step}/"


def place_page(place, step="change"):
    return f"/admin/attendees/place/{place.pk}/{step}/"


def offered_steps(booking):
    """The titles of the steps that a booking's page offers."""
    return [step["title"] for step in organiser_client().get(booking_page(booking)).context["steps"]]


def step_of(response):
    return response.context["step"]


def typed(response, name):
    """What stands in a field of the page of a step."""
    return response.context["form"][name].value()


def wrong(response):
    """What the page of a step says against what was sent, by field; "__all__" is said of the whole."""
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def audit(subject, to_state):
    """Who moved a row to this state, and why."""
    change = StateChange.objects.get(subject=f"attendees.{subject}", to_state=to_state)
    return change.by, change.reason


def changed(place):
    """What is written of a place: kind, by and reason of each change."""
    return list(PlaceChange.objects.filter(place=place).values_list("kind", "by", "reason"))


def whoever(client):
    """How the audit names the person at this client."""
    return f"user:{client.session['_auth_user_id']}"


def texts(response, *tags):
    """The text of each element of these kinds on a page, without mark-up and with single spaces."""
    found = re.findall(rf"<({'|'.join(tags)})\b[^>]*>(.*?)</\1>", response.content.decode(), flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", inner).split()) for _, inner in found]
