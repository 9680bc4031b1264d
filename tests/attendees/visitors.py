"""Who may come to the pages of a place and of a booking: each enters the way such a person does."""

from attendees.links import booking_link
from attendees.place_links import invite_link, place_link
from tests.factories import make_organiser, make_user

# Each kind of visitor, as parameters for tests that say what each of them finds.
KINDS = (
    "owner",
    "owner_by_link",
    "attendee",
    "attendee_by_link",
    "other_attendee",
    "invited",
    "organiser",
    "anonymous",
)


def enter(client, kind, place):
    """Let `client` be a visitor of this `kind` to the place and its booking."""
    booking = place.booking
    match kind:
        case "owner":
            booking.user = make_user(booking.booker_email, name="Edith Employer")
            booking.save(update_fields=["user"])
            client.force_login(booking.user)
        case "owner_by_link":
            client.get(booking_link(booking))
        case "attendee":
            place.user = make_user(place.attendee_email or None)
            place.save(update_fields=["user"])
            client.force_login(place.user)
        case "attendee_by_link":
            client.get(place_link(place))
        case "other_attendee":
            place.user = make_user(place.attendee_email or None)
            place.save(update_fields=["user"])
            other = booking.places.exclude(pk=place.pk).order_by("pk").first()
            other.user = make_user()
            other.attendee_name, other.attendee_email = "Ada Lovelace", other.user.email
            other.save()
            client.force_login(other.user)
            client.get(place_link(other))
        case "invited":
            client.get(invite_link(booking))
        case "organiser":
            client.force_login(make_organiser())


def allowed(*names):
    """For parametrize: each kind with the status it gets, 200 for these and 404 for the rest."""
    return [(kind, 200 if kind in names else 404) for kind in KINDS]
