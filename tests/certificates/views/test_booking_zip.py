"""All the certificates of a booking as one file, for whoever may open the booking."""

import hashlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from attendees.enums import Decision
from attendees.models import Place
from attendees.services.attendance import mark_attendance
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue
from certificates.services.rendering import make_pdf
from certificates.views.booking_zip import file_name
from tests.attendees.visitors import allowed, enter
from tests.factories import make_past_session
from tests.factories_places import make_named

pytestmark = pytest.mark.django_db
NAMES = ("Grace Hopper", "Ada Lovelace", "Alan / Turing")


@pytest.fixture
def booking():
    """Three people of one booking attended; nothing is drawn yet."""
    place = make_named(session=make_past_session(), places=4)
    for number, (other, name) in enumerate(zip(place.booking.places.order_by("pk"), NAMES, strict=False)):
        Place.objects.filter(pk=other.pk).update(attendee_name=name, attendee_email=f"person{number}@example.org")
        mark_attendance(place_id=other.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    confirm_and_issue(session_id=place.session_id, by="user:1")
    return place.booking


@pytest.fixture
def drawn(booking):
    for certificate in Certificate.objects.all():
        make_pdf(certificate_id=certificate.pk)
    return booking


def address(booking):
    return f"/bookings/{booking.reference}/certificates.zip"


def packed(answer):
    """The files of the archive: name -> bytes."""
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def come(client, booking, kind="owner_by_link"):
    enter(client, kind, booking.places.order_by("pk").first())
    return client.get(address(booking))


def test_every_certificate_is_in_it_by_name_and_number(client, drawn):
    answer = come(client, drawn)

    files = packed(answer)
    made = {certificate.snapshot["name"]: certificate for certificate in Certificate.objects.all()}
    assert sorted(files) == sorted(
        f"{name.replace(' / ', ' ')} {certificate.number}.pdf" for name, certificate in made.items()
    )
    assert {hashlib.sha256(content).hexdigest() for content in files.values()} == {
        certificate.sha256 for certificate in made.values()
    }
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="Certificates {drawn.reference}.zip"'
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("kind", "status"), allowed("owner", "owner_by_link", "organiser"))
def test_who_may_download_it(client, kind, status):
    booking = make_named(session=make_past_session()).booking

    assert (come(client, booking, kind).status_code == 404) == (status == 404)


def test_attendee_does_not_get_those_of_others(client, drawn):
    assert come(client, drawn, "attendee").status_code == 404


def test_certificates_of_other_bookings_are_left_out(client, drawn):
    other = make_named(session=drawn.session, name="Eve", email="eve@example.org")
    mark_attendance(place_id=other.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    confirm_and_issue(session_id=drawn.session_id, by="user:1")
    make_pdf(certificate_id=Certificate.objects.get(place=other).pk)

    assert [name for name in packed(come(client, drawn)) if "Eve" in name] == []


@pytest.mark.parametrize("state", [CertificateState.REVOKED, CertificateState.SUPERSEDED])
def test_withdrawn_certificates_are_left_out(client, drawn, state):
    withdrawn = Certificate.objects.get(snapshot__name="Ada Lovelace")
    Certificate.objects.filter(pk=withdrawn.pk).update(state=state)

    assert [name.split(" LEC")[0] for name in packed(come(client, drawn))] == ["Grace Hopper", "Alan Turing"]


def test_those_still_being_made_are_told_of(client, drawn):
    Certificate.objects.filter(snapshot__name="Ada Lovelace").update(rendered_at=None)

    files = packed(come(client, drawn))

    assert len(files) == 3
    assert "Ada Lovelace, LEC-" in files["Still being made.txt"].decode()


def test_complete_file_has_no_note(client, drawn):
    assert "Still being made.txt" not in packed(come(client, drawn))


def test_while_all_are_being_made_the_page_says_so(client, booking):
    answer = come(client, booking)

    assert answer.status_code == 202
    assert "The certificates are being made" in answer.content.decode()


def test_before_anyone_attended_the_page_says_when_they_come(client):
    answer = come(client, make_named().booking)

    assert answer.status_code == 202
    assert "There are no certificates yet" in answer.content.decode()


def certificate_of(name, number="LEC-2027-00001-23456"):
    return Certificate(number=number, snapshot={"name": name})


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Grace Hopper", "Grace Hopper LEC-2027-00001-23456.pdf"),
        ("../../etc/passwd", "etc passwd LEC-2027-00001-23456.pdf"),
        ('a\\b:c*d?e"f<g>h|i\x00j', "a b c d e f g h i j LEC-2027-00001-23456.pdf"),
        ("Zoë Müller", "Zoë Müller LEC-2027-00001-23456.pdf"),
        ("Zoe\u0308", "Zoë LEC-2027-00001-23456.pdf"),
        ("...", "LEC-2027-00001-23456.pdf"),
        ("x" * 300, f"{'x' * 60} LEC-2027-00001-23456.pdf"),
    ],
)
def test_file_names_are_safe_everywhere(name, file):
    assert file_name(certificate_of(name)) == file


def test_namesakes_have_files_of_their_own():
    one, other = certificate_of("Ann Lee"), certificate_of("Ann Lee", "LEC-2027-00002-99999")

    assert file_name(one) != file_name(other)
