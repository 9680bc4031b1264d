"""The sample's notices and its provider."""

from pathlib import Path

import pytest

from tests import factories
from workshops.enums import NoticeState
from workshops.models import Notice, Provider, StateChange
from workshops.sample.notices import make_notice
from workshops.sample.provider import make_provider
from workshops.sample.reading import read_file

pytestmark = pytest.mark.django_db
SURVEY, CONFERENCE = read_file("notices.toml")["notices"]


def test_make_notice_publishes_the_survey_without_a_link_because_it_has_no_page():
    assert make_notice(SURVEY, by="sample") is True

    notice = Notice.objects.get()
    assert (notice.kind, notice.state) == ("survey", NoticeState.PUBLISHED)
    assert (notice.link_text, notice.link_url, notice.workshop) == ("", "", None)
    assert StateChange.objects.get().by == "sample"


def test_make_notice_leads_to_the_page_of_its_workshop():
    workshop = factories.make_workshop(slug="pwp-conference")

    make_notice(CONFERENCE, by="sample")

    notice = Notice.objects.get()
    assert (notice.workshop, notice.link_url) == (workshop, "/workshops/pwp-conference/")
    assert notice.link_text == "Read about the conference"


def test_make_notice_leaves_one_with_its_title_alone():
    theirs = Notice.objects.create(title=SURVEY["title"], body="Ours.")

    assert make_notice(SURVEY, by="sample") is False

    assert list(Notice.objects.values_list("pk", "body", "state")) == [(theirs.pk, "Ours.", NoticeState.DRAFT)]


def test_make_provider_enters_the_provider_with_its_signature(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    assert make_provider(signature=b"\xff\xd8\xff a scan") is True

    provider = Provider.objects.get()
    assert (provider.name, provider.letters, provider.number_prefix) == (
        "Institute for Therapeutic Practice",
        "ITP",
        "LEC",
    )
    assert provider.contact == "12 Chantry Lane, Durham DH1 3EX · 0191 496 0123 · cpd@itp.example.org"
    assert Path(provider.signature.path).read_bytes() == b"\xff\xd8\xff a scan"
    assert (provider.cancellation_days, provider.partial_days, provider.partial_percent) == (14, 7, 50)
    assert (provider.is_registered_for_vat, "Sort code: 00-00-00" in provider.bank_details) == (False, True)
    provider.full_clean()


def test_make_provider_without_a_scan_leaves_the_signature_empty():
    make_provider(signature=b"")

    assert not Provider.objects.get().signature


def test_make_provider_leaves_one_that_was_entered_alone():
    factories.make_provider(name="Alder Training")

    assert make_provider(signature=b"\xff\xd8\xff") is False

    assert Provider.objects.get().name == "Alder Training"
