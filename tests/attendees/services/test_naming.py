"""Who sits in a place: named, put right, handed over, taken through the invite link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, ChangeKind, Decision
from attendees.errors import AlreadyBookedError, ChangeRefusedError, DeclarationMissingError, NotEligibleError
from attendees.models import Attendance, OutboxMessage, Place, PlaceChange
from attendees.services.naming import NONE_LEFT, claim_place, correct_name, hand_over, name_place
from tests.factories import make_booking, make_past_session, make_session, make_user
from tests.factories_places import make_attendee, make_group, make_named
from workshops.enums import SessionState
from workshops.models import Session

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=1)  # the cut-off is two hours before


def first(booking):
    return booking.places.order_by("pk").first()


def mails():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "to"))


def changes(place):
    return list(place.changes.values_list("kind", "before", "after", "by", "reason"))


def test_naming_writes_who_sits_there_and_tells_them():
    booking = make_group()
    person = make_attendee(" Grace  Hopper", "Grace@Example.org")

    place = name_place(place_id=first(booking).pk, person=person, by="booker")

    place.refresh_from_db()
    assert (place.attendee_name, place.attendee_email, place.user) == ("Grace Hopper", "grace@example.org", None)
    assert changes(place) == [(ChangeKind.NAMED, "", "Grace Hopper <grace@example.org>", "booker", "")]
    assert mails() == [("place_confirmed", "grace@example.org")]


def test_naming_keeps_what_the_ticket_asks():
    asks = {"asks_profession": True, "asks_service": True, "asks_registration": True, "declaration": "I am a nurse."}
    answers = {"profession": "Nurse", "service": "Leeds", "registration_body": "NMC", "registration_number": "12A"}
    place = first(make_group(ticket_fields=asks))

    name_place(place_id=place.pk, person=make_attendee(declared=True, **answers), by="booker")

    place.refresh_from_db()
    assert {name: getattr(place, name) for name in answers} == answers
    assert (place.service_key, place.declaration) == ("leeds", "I am a nurse.")


def test_naming_finds_the_account_that_verified_the_address():
    user = make_user("grace@example.org")

    place = name_place(place_id=first(make_group()).pk, person=make_attendee(), by="booker")

    assert place.user == user


def test_naming_gives_nothing_to_an_account_that_only_claims_the_address():
    make_user("grace@example.org", verified=False)

    place = name_place(place_id=first(make_group()).pk, person=make_attendee(), by="booker")

    assert place.user is None


def test_naming_on_a_booking_that_is_not_paid_tells_nobody_yet():
    place = first(make_group(state=BookingState.HELD))

    name_place(place_id=place.pk, person=make_attendee(), by="booker")

    assert mails() == []


def test_named_place_is_not_named_again():
    place = make_named()

    with pytest.raises(ChangeRefusedError, match="Grace Hopper is named on this place already"):
        name_place(place_id=place.pk, person=make_attendee("Ada", "ada@example.org"), by="booker")


def test_person_gets_one_place_of_a_booking():
    place = make_named()
    other = place.booking.places.order_by("pk").last()

    with pytest.raises(AlreadyBookedError, match="another place of this booking already"):
        name_place(place_id=other.pk, person=make_attendee(email="GRACE@example.org"), by="booker")
    other.refresh_from_db()
    assert (other.attendee_name, PlaceChange.objects.count(), mails()) == ("", 0, [])


def test_person_with_a_booking_of_their_own_is_refused_without_saying_whose():
    session = make_session()
    make_booking(session=session, name="Grace Hopper", email="grace@example.org")

    with pytest.raises(AlreadyBookedError) as refusal:
        name_place(place_id=first(make_group(session=session)).pk, person=make_attendee(), by="booker")
    assert str(refusal.value) == (
        "grace@example.org cannot be named here. Ask them whether they have booked this session already."
    )


def test_person_who_gave_an_earlier_place_back_can_be_named():
    session = make_session()
    make_booking(session=session, email="grace@example.org", state=BookingState.CANCELLED)

    name_place(place_id=first(make_group(session=session)).pk, person=make_attendee(), by="booker")

    assert Place.objects.live().filter(attendee_email="grace@example.org").count() == 1


@pytest.mark.parametrize("person", [{"name": ""}, {"name": " – "}, {"email": ""}, {"email": "grace"}])
def test_name_and_address_are_both_needed(person):
    with pytest.raises(ChangeRefusedError, match="Give a full name and an email address"):
        name_place(place_id=first(make_group()).pk, person=make_attendee(**person), by="booker")


@pytest.mark.parametrize("field", ["name", "profession", "service", "registration_body", "registration_number"])
def test_what_would_not_fit_is_refused(field):
    with pytest.raises(ChangeRefusedError, match="is too long"):
        name_place(place_id=first(make_group()).pk, person=make_attendee(**{field: "x" * 201}), by="booker")


def test_person_whom_the_ticket_is_not_for_is_refused():
    asking, closed = {"declaration": "I am a nurse."}, {"email_domains": "nhs.net"}

    with pytest.raises(DeclarationMissingError):
        name_place(place_id=first(make_group(ticket_fields=asking)).pk, person=make_attendee(), by="booker")
    with pytest.raises(NotEligibleError):
        name_place(place_id=first(make_group(ticket_fields=closed)).pk, person=make_attendee(), by="booker")


def test_cut_off_is_that_of_the_booking_not_of_today():
    late = make_group(session=make_session(starts_in=SOON))
    generous = make_group(session=make_session(starts_in=SOON))
    generous.policy = {"full_days": 14, "swap_hours": 0, "move_days": 7}
    generous.save()

    name_place(place_id=first(generous).pk, person=make_attendee(), by="booker")
    with pytest.raises(ChangeRefusedError, match="Names could be given and changed until"):
        name_place(place_id=first(late).pk, person=make_attendee(), by="booker")


def test_organiser_overrules_the_cut_off_and_says_why():
    place = first(make_group(session=make_past_session()))

    name_place(place_id=place.pk, person=make_attendee(), by="user:1", reason="Came at the door", overrule=True)

    assert changes(place) == [(ChangeKind.NAMED, "", "Grace Hopper <grace@example.org>", "user:1", "Came at the door")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"state": BookingState.CANCELLED}, "given back"), ({"state": BookingState.EXPIRED}, "given back")],
)
def test_place_that_was_given_back_cannot_be_named(fields, words):
    with pytest.raises(ChangeRefusedError, match=words):
        name_place(place_id=first(make_group(**fields)).pk, person=make_attendee(), by="user:1", overrule=True)


def test_cancelled_session_leaves_its_places_as_they_are():
    booking = make_group()
    Session.objects.filter(pk=booking.session_id).update(state=SessionState.CANCELLED)

    with pytest.raises(ChangeRefusedError, match="This session was cancelled"):
        name_place(place_id=first(booking).pk, person=make_attendee(), by="user:1", overrule=True)


def test_offer_has_to_be_accepted_before_names():
    booking = make_group(state=BookingState.HELD)
    booking.state = BookingState.OFFERED
    booking.save()

    with pytest.raises(ChangeRefusedError, match="Accept the offer first"):
        name_place(place_id=first(booking).pk, person=make_attendee(), by="booker")


def moving(place):
    """The place is on its way to another date: the new one is held until the difference is paid."""
    session = make_session(workshop=place.session.workshop)
    return Place.objects.create(
        booking=place.booking,
        session=session,
        ticket_type=session.ticket_types.get(),
        price_pence=0,
        replaces=place,
        attendee_name=place.attendee_name,
        attendee_email=place.attendee_email,
        hold_ends_at=timezone.now() + timedelta(minutes=30),
    )


def test_neither_end_of_a_move_that_waits_for_money_changes_hands():
    place = make_named()
    newer = moving(place)

    for end in (place, newer):
        with pytest.raises(ChangeRefusedError, match="moving to another date"):
            hand_over(place_id=end.pk, person=make_attendee("Ada", "ada@example.org"), by="booker")


def test_name_is_put_right_for_the_same_person():
    place = make_named(name="Grase Hoper")

    correct_name(place_id=place.pk, name=" Grace  Hopper ", by="attendee")

    place.refresh_from_db()
    assert (place.attendee_name, place.attendee_email) == ("Grace Hopper", "grace@example.org")
    assert changes(place) == [(ChangeKind.RENAMED, "Grase Hoper", "Grace Hopper", "attendee", "")]
    assert mails() == []


def test_same_name_again_is_no_change():
    place = make_named()

    correct_name(place_id=place.pk, name="Grace Hopper", by="attendee")

    assert changes(place) == []


@pytest.mark.parametrize("name", ["", "  ", "–"])
def test_name_needs_something_to_print(name):
    with pytest.raises(ChangeRefusedError, match="Enter the full name"):
        correct_name(place_id=make_named().pk, name=name, by="attendee")


def test_unnamed_place_has_no_name_to_put_right():
    with pytest.raises(ChangeRefusedError):
        correct_name(place_id=first(make_group()).pk, name="Grace Hopper", by="booker")


def test_name_is_put_right_until_the_session_begins_and_after_it_by_organisers():
    soon, begun = make_named(session=make_session(starts_in=SOON)), make_named(session=make_past_session())

    correct_name(place_id=soon.pk, name="Grace B Hopper", by="attendee")
    with pytest.raises(ChangeRefusedError, match="The session has begun"):
        correct_name(place_id=begun.pk, name="Grace B Hopper", by="attendee")
    correct_name(place_id=begun.pk, name="Grace B Hopper", by="user:1", reason="She wrote", overrule=True)

    begun.refresh_from_db()
    assert begun.attendee_name == "Grace B Hopper"


def test_handing_over_tells_both():
    place = make_named(session=make_session())
    ada = make_user("ada@example.org")

    hand_over(place_id=place.pk, person=make_attendee("Ada Lovelace", "ada@example.org"), by="attendee")

    place.refresh_from_db()
    assert (place.attendee_name, place.attendee_email, place.user) == ("Ada Lovelace", "ada@example.org", ada)
    assert changes(place) == [
        (
            ChangeKind.HANDED_OVER,
            "Grace Hopper <grace@example.org>",
            "Ada Lovelace <ada@example.org>",
            "attendee",
            "",
        )
    ]
    assert mails() == [("place_handed_over", "grace@example.org"), ("place_confirmed", "ada@example.org")]


def test_place_that_comes_back_to_someone_is_confirmed_to_them_again():
    place = make_named()
    ada, grace = make_attendee("Ada Lovelace", "ada@example.org"), make_attendee()

    for person in (ada, grace, ada):
        hand_over(place_id=place.pk, person=person, by="booker")

    assert [to for kind, to in mails() if kind == "place_confirmed"] == [ada.email, grace.email, ada.email]


def test_wrong_address_is_put_right_by_handing_over():
    place = make_named(email="grase@example.org")

    hand_over(place_id=place.pk, person=make_attendee(), by="booker")

    assert mails() == [("place_handed_over", "grase@example.org"), ("place_confirmed", "grace@example.org")]


def test_handing_over_to_the_same_person_is_no_change():
    place = make_named()

    hand_over(place_id=place.pk, person=make_attendee(), by="booker")

    assert (changes(place), mails()) == ([], [])


def test_handing_over_before_anyone_was_told_tells_nobody():
    place = make_named(state=BookingState.HELD)

    hand_over(place_id=place.pk, person=make_attendee("Ada Lovelace", "ada@example.org"), by="booker")

    assert mails() == []


def test_service_cap_does_not_count_the_place_that_changes_hands():
    place = make_named(places=1, ticket_fields={"asks_service": True, "service_cap": 1})
    Place.objects.filter(pk=place.pk).update(service="Leeds", service_key="leeds")

    hand_over(place_id=place.pk, person=make_attendee("Ada", "ada@example.org", service="Leeds"), by="booker")

    place.refresh_from_db()
    assert place.attendee_name == "Ada"


def test_unnamed_place_is_not_handed_over():
    with pytest.raises(ChangeRefusedError, match="Name someone instead"):
        hand_over(place_id=first(make_group()).pk, person=make_attendee(), by="booker")


def test_handing_over_ends_with_the_cut_off():
    place = make_named(session=make_session(starts_in=SOON))
    ada = make_attendee("Ada", "ada@example.org")

    with pytest.raises(ChangeRefusedError, match="Names could be given and changed until"):
        hand_over(place_id=place.pk, person=ada, by="attendee")
    hand_over(place_id=place.pk, person=ada, by="user:1", reason="By phone", overrule=True)

    place.refresh_from_db()
    assert place.attendee_name == "Ada"


def test_place_whose_attendance_is_confirmed_stays_with_its_person():
    place = make_named(session=make_past_session())
    now = timezone.now()
    Attendance.objects.create(
        place=place, decision=Decision.FULL, minutes=330, decided_by="user:1", decided_at=now, confirmed_at=now
    )

    with pytest.raises(ChangeRefusedError, match="The attendance of Grace Hopper is confirmed"):
        hand_over(place_id=place.pk, person=make_attendee("Ada", "ada@example.org"), by="user:1", overrule=True)


def test_claiming_takes_the_next_unnamed_place():
    named = make_named(name="Ada Lovelace", email="ada@example.org")

    place = claim_place(booking_id=named.booking_id, person=make_attendee(), by="attendee")

    assert list(named.booking.places.order_by("pk").values_list("attendee_name", flat=True)) == [
        "Ada Lovelace",
        "Grace Hopper",
        "",
    ]
    assert changes(place) == [(ChangeKind.NAMED, "", "Grace Hopper <grace@example.org>", "attendee", "")]
    assert mails() == [("place_confirmed", "grace@example.org")]


def test_claiming_twice_sends_the_link_again_and_takes_one_place():
    booking = make_group()

    places = [claim_place(booking_id=booking.pk, person=make_attendee(), by="attendee") for _ in range(3)]

    assert len({place.pk for place in places}) == 1
    assert booking.places.exclude(attendee_name="").count() == 1
    assert mails() == [("place_confirmed", "grace@example.org"), ("place_link", "grace@example.org")]


def test_claiming_with_a_place_from_another_booking_sends_the_link_of_that():
    session = make_session()
    own = make_booking(session=session, name="Grace Hopper", email="grace@example.org")
    group = make_group(session=session)

    place = claim_place(booking_id=group.pk, person=make_attendee(), by="attendee")

    assert place.booking == own
    assert group.places.exclude(attendee_name="").count() == 0
    assert mails() == [("place_link", "grace@example.org")]


def test_claiming_on_a_booking_that_is_not_paid_sends_the_link_at_once():
    booking = make_group(state=BookingState.HELD)

    place = claim_place(booking_id=booking.pk, person=make_attendee(), by="attendee")
    hand_over(place_id=place.pk, person=make_attendee("Ada", "ada@example.org"), by="booker")

    assert mails() == [("place_link", "grace@example.org"), ("place_handed_over", "grace@example.org")]


def test_claiming_when_none_is_left_says_so_and_helps_who_has_one():
    place = make_named(places=1)

    refusals = []
    for person in (make_attendee("Ada", "ada@example.org"), make_attendee()):
        with pytest.raises(ChangeRefusedError) as refusal:
            claim_place(booking_id=place.booking_id, person=person, by="attendee")
        refusals.append(str(refusal.value))
    assert refusals == [NONE_LEFT] * 2
    assert mails() == [("place_link", "grace@example.org")]


def test_claiming_ends_with_the_cut_off():
    booking = make_group(session=make_session(starts_in=SOON))

    with pytest.raises(ChangeRefusedError, match="Names could be given and changed until"):
        claim_place(booking_id=booking.pk, person=make_attendee(), by="attendee")


def test_claiming_asks_what_the_ticket_asks():
    booking = make_group(ticket_fields={"email_domains": "nhs.net"})

    with pytest.raises(NotEligibleError):
        claim_place(booking_id=booking.pk, person=make_attendee(), by="attendee")
    assert booking.places.exclude(attendee_name="").count() == 0


def test_claiming_of_a_cancelled_booking_finds_nothing():
    booking = make_group(state=BookingState.CANCELLED)

    with pytest.raises(ChangeRefusedError, match="Every place of this booking is taken"):
        claim_place(booking_id=booking.pk, person=make_attendee(), by="attendee")
