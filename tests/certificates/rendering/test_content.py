import json
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from certificates.rendering.content import CertificateContent, TimetableLine
from certificates.rendering.sample import sample_content

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def test_content_through_json_comes_back_equal():
    content = sample_content(replaces="LEC-2022-000101-9ABC", version=2, skills_minutes=0)

    kept = json.loads(json.dumps(content.to_dict()))

    assert CertificateContent.from_dict(kept) == content


def test_content_through_json_keeps_types():
    kept = CertificateContent.from_dict(json.loads(json.dumps(sample_content().to_dict())))

    assert kept.issued_on == date(2022, 6, 28)
    assert kept.timetable[1] == TimetableLine(time="10:45–11:00", minutes=None, kind="break", title="")
    assert isinstance(kept.objectives, tuple)
    assert kept.signature == sample_content().signature


def test_content_without_optional_fields_comes_back_equal():
    content = CertificateContent(
        number="1", name="A", title="B", delivered="online", when="today", minutes=60,
        provider_name="C", verify_url="https://x.example/1", verify_label="x.example", issued_on=date(2026, 1, 2),
    )  # fmt: skip

    assert CertificateContent.from_dict(content.to_dict()) == content


def test_from_dict_reads_what_an_older_version_left_out():
    kept = sample_content().to_dict()
    for later in ("objectives", "timetable", "signature", "accreditation"):
        del kept[later]

    content = CertificateContent.from_dict(kept)

    assert (content.objectives, content.timetable, content.signature, content.accreditation) == ((), (), b"", "")


def test_from_dict_refuses_a_name_it_does_not_know():
    kept = sample_content().to_dict() | {"surprise": 1}

    with pytest.raises(TypeError, match="surprise"):
        CertificateContent.from_dict(kept)


def test_content_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        sample_content().name = "Somebody Else"


@pytest.mark.parametrize("image", [b"", PNG, b"\xff\xd8\xff\xe0" + b"0" * 20])
def test_signature_may_be_jpeg_or_png_or_missing(image):
    assert sample_content(signature=image).signature == image


@pytest.mark.parametrize("image", [b"<svg/>", b"%!PS-Adobe-3.0 EPSF-3.0", b"GIF89a", b" "])
def test_signature_of_another_kind_is_refused(image):
    with pytest.raises(ValueError, match="must be a JPEG or PNG image"):
        sample_content(signature=image)


def test_content_composes_every_text():
    line = TimetableLine(time="9 ", minutes=1, kind=" a", title="e\u0301")
    content = sample_content(name="Zoe\u0308", objectives=("e\u0301 ",), timetable=(line,))

    assert content.name == "Zoë"
    assert content.objectives == ("é",)
    assert content.timetable[0] == TimetableLine(time="9", minutes=1, kind="a", title="é")
