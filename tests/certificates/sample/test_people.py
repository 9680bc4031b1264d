"""The people of the sample: accounts, attendance, certificates."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate

from attendees.enums import Decision
from attendees.models import Attendance, Place, User
from certificates.models import Certificate
from certificates.sample.accounts import read_accounts
from certificates.services.issuing import Issued, confirm_and_issue
from workshops.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def session_of(slug, *, past):
    sessions = Session.objects.filter(workshop__slug=slug)
    return sessions.past().get() if past else sessions.exclude(pk__in=Session.objects.past()).get()


@pytest.mark.parametrize("account", read_accounts(), ids=lambda account: account["email"])
def test_account_signs_in_with_its_password_and_its_address_is_verified(account):
    user = authenticate(username=account["email"], password=account["password"])

    assert user == User.objects.get(email=account["email"])
    assert EmailAddress.objects.filter(user=user, verified=True, primary=True).count() == 1


def test_only_the_organiser_is_staff():
    staff = User.objects.filter(is_staff=True, is_superuser=True)

    assert [user.email for user in staff] == ["organiser@lectern.example"]
    assert User.objects.filter(is_staff=False, is_superuser=False).count() == 2


def test_priya_has_two_certificates_and_a_coming_place():
    places = Place.objects.confirmed().filter(user__email="priya@lectern.example")

    coming = [place.session.workshop.presenter_names for place in places if not place.session.is_past]
    earned = Certificate.objects.filter(place__in=places).values_list("snapshot__title", flat=True)
    assert coming == ["Andrew Reeves"]
    assert set(earned) == {
        "Notes a client could read",
        "Working therapeutically with people who self-injure and self-harm",
    }


def test_tom_waits_for_a_seat():
    tom = User.objects.get(email="tom@lectern.example")

    assert [entry.session.seats_left for entry in tom.waiting.all()] == [0]


def test_webinar_two_weeks_ago_gave_certificates_in_every_script():
    session = session_of("notes-a-client-could-read", past=True)

    certificates = Certificate.objects.filter(place__session=session)

    assert {c.snapshot["name"]: c.snapshot["minutes"] for c in certificates} == {
        "Priya Nair": 120,
        "Tom Whitfield": 75,
        "فاطمة حسن العلي": 120,
        "Nguyễn Thị Ánh Tuyết": 120,
        "陈晓梅": 120,
        "Siân Llŷr ap Gruffydd": 120,
        "Caoimhe Ní Dhónaill": 120,
    }


def test_absent_person_has_confirmed_attendance_and_no_certificate():
    attendance = Attendance.objects.get(place__attendee_name="Daniel Mercer")

    assert (attendance.decision, attendance.minutes) == (Decision.ABSENT, None)
    assert attendance.confirmed_at is not None
    assert attendance.place.certificates.count() == 0


def test_certificates_wait_for_a_worker_to_draw_them():
    assert set(Certificate.objects.values_list("rendered_at", "pdf", "state")) == {(None, "", "issued")}


def test_workshop_last_week_is_marked_and_waits_for_the_organiser():
    session = session_of("endings-the-last-six-sessions", past=True)
    marked = Attendance.objects.filter(place__session=session)
    before = (marked.count(), marked.filter(confirmed_at=None).count())

    issued = confirm_and_issue(session_id=session.pk, by="user:1")

    assert before == (7, 7)
    assert issued == Issued(made=6, had=0, waiting=("Karen Holroyd",))


def test_conference_places_carry_the_declaration():
    session = session_of("pwp-conference", past=False)

    declarations = {place.declaration for place in session.places.all()}

    assert declarations == {session.ticket_types.get().declaration}
    assert session.ticket_types.get().declaration.startswith("I am a Psychological Wellbeing Practitioner")
