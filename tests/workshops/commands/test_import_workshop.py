"""import_workshop, as typed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.workshops.test_importing_service import PAGE
from workshops.models import PageImport, Workshop

pytestmark = pytest.mark.django_db


def run(path):
    out = StringIO()
    call_command("import_workshop", path, stdout=out)
    return out.getvalue()


@pytest.fixture
def page_file(tmp_path):
    path = tmp_path / "listening.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_import_workshop_prints_the_report_and_where_the_draft_is(page_file):
    printed = run(page_file)

    page = PageImport.objects.get()
    assert page.file_name == "listening.txt"
    assert printed == (
        f"{page.report}Open questions: {page.open_questions}\n"
        f"Draft: http://testserver/admin/workshops/workshop/{page.workshop_id}/change/\n"
    )


def test_import_workshop_of_the_same_file_prints_the_same_again(page_file):
    assert run(page_file) == run(page_file)

    assert Workshop.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "The file is empty."), (b"%PDF-1.7", "This is a PDF."), (b"a" * 1_000_001, "The file is larger than 1 MB")],
    ids=["empty", "PDF", "too large"],
)
def test_import_workshop_refuses_what_it_cannot_read(tmp_path, content, sentence):
    path = tmp_path / "page.txt"
    path.write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        run(path)

    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)
    assert Workshop.objects.count() == 0


def test_import_workshop_refuses_a_file_that_is_not_there(tmp_path):
    path = tmp_path / "missing.txt"

    with pytest.raises(CommandError) as refusal:
        run(path)

    assert str(refusal.value) == f"{path} cannot be read: No such file or directory."
