"""The style sheets of a running site are one file."""

import json
import re

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.once

BUNDLED = {"staticfiles": {"BACKEND": "config.static_files.BundledStaticFilesStorage"}}


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root, STORAGES=django_settings.STORAGES | BUNDLED):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def test_parts_stand_in_the_bundle_in_their_order(gathered):
    bundle = (gathered / "css" / "all.css").read_text()

    parts = [(gathered / sheet).read_text() for sheet in django_settings.STYLE_SHEETS]
    places = [bundle.index(part) for part in parts]
    assert places == sorted(places)
    assert len(bundle) == sum(map(len, parts)) + len(parts)


def test_bundle_has_a_hashed_name_and_points_to_hashed_fonts(gathered):
    names = json.loads((gathered / "staticfiles.json").read_text())["paths"]
    hashed = (gathered / names["css/all.css"]).read_text()

    fonts = re.findall(r'url\("\.\./(fonts/[^"]+)"\)', hashed)
    assert re.fullmatch(r"css/all\.[0-9a-f]{12}\.css", names["css/all.css"])
    assert len(fonts) >= 4
    assert [font for font in fonts if not (gathered / font).exists()] == []


def test_gathering_again_changes_nothing(gathered):
    before = (gathered / "staticfiles.json").read_text()

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (gathered / "staticfiles.json").read_text() == before
