"""Pages that come in as text."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import make_workshop
from tests.workshops.admin.clients import organiser_client, said, staff_client
from workshops.enums import WorkshopState
from workshops.importing.upload import LARGEST_BYTES
from workshops.models import PageImport, Workshop

pytestmark = pytest.mark.django_db
LIST = "/admin/workshops/pageimport/"
UPLOAD = f"{LIST}upload/"


def file(text="Working with grief\n\nA one-day workshop for therapists.\n"):
    return SimpleUploadedFile("grief.txt", text.encode())


def test_upload_makes_a_draft_and_leads_to_its_report():
    response = organiser_client().post(UPLOAD, {"page": file()}, follow=True)

    page = PageImport.objects.get()
    assert response.redirect_chain == [(f"{LIST}{page.pk}/change/", 302)]
    assert said(response) == ["The page was read. Go through the report, then open the draft."]
    assert (page.file_name, page.workshop.state) == ("grief.txt", WorkshopState.DRAFT)


def test_upload_of_the_same_page_leads_to_the_first_import():
    client = organiser_client()
    client.post(UPLOAD, {"page": file()})

    client.post(UPLOAD, {"page": file()})

    assert (PageImport.objects.count(), Workshop.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "The file is empty."),
        ("%PDF-1.7", "This is a PDF."),
        ("a" * (LARGEST_BYTES + 5), "The file is larger than 1 MB, the most that can be read."),
    ],
)
def test_upload_that_cannot_be_read_is_refused_with_a_sentence(text, sentence):
    response = organiser_client().post(UPLOAD, {"page": file(text)})

    [told] = response.context["form"].errors["page"]
    assert (told.startswith(sentence), PageImport.objects.count()) == (True, 0)


def test_upload_of_nothing_asks_for_a_file():
    response = organiser_client().post(UPLOAD, {})

    assert response.context["form"].errors["page"] == ["This field is required."]


def test_upload_looked_at_shows_the_form():
    assert organiser_client().get(UPLOAD).status_code == 200


@pytest.mark.parametrize("held", ["workshops.add_pageimport", "workshops.add_workshop"])
def test_upload_without_both_permissions_is_forbidden(held):
    response = staff_client("workshops.view_pageimport", held).post(UPLOAD, {"page": file()})

    assert (response.status_code, PageImport.objects.count()) == (403, 0)


def test_report_is_shown_as_plain_text():
    page = PageImport.objects.create(
        workshop=make_workshop(), file_name="a.txt", sha256="a", report="Kept: <b>title</b>"
    )

    shown = organiser_client().get(f"{LIST}{page.pk}/change/").content.decode()

    assert ("Kept: &lt;b&gt;title" in shown, "<b>title" in shown) == (True, False)


@pytest.mark.parametrize(("value", "names"), [("yes", ["a.txt"]), ("no", ["b.txt"]), ("", ["b.txt", "a.txt"])])
def test_filter_finds_imports_with_open_questions(value, names):
    for name, questions in (("a.txt", 2), ("b.txt", 0)):
        PageImport.objects.create(
            workshop=make_workshop(), file_name=name, sha256=name, report="R", open_questions=questions
        )

    found = organiser_client().get(LIST, {"open": value} if value else {}).context["cl"].result_list

    assert [page.file_name for page in found] == names


def test_open_draft_leads_to_the_workshop():
    page = PageImport.objects.create(workshop=make_workshop(), file_name="a.txt", sha256="a", report="R")

    response = organiser_client().get(f"{LIST}{page.pk}/draft/")

    assert (response.status_code, response.url) == (302, f"/admin/workshops/workshop/{page.workshop_id}/change/")


def test_open_draft_without_permission_is_forbidden():
    page = PageImport.objects.create(workshop=make_workshop(), file_name="a.txt", sha256="a", report="R")

    assert staff_client("workshops.view_workshop").get(f"{LIST}{page.pk}/draft/").status_code == 403
