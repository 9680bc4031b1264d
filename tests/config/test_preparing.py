"""What bin/serve does before it starts anything."""

import os
import time

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.serving import preparing


@pytest.fixture
def static(settings, tmp_path):
    """One file of our own to gather; gives where it is and where it goes."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "page.css").write_text("p {}")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], target
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    forget_finders()
    yield source, target
    forget_finders()


def forget_finders():
    from django.contrib.staticfiles.finders import get_finder

    get_finder.cache_clear()


def sentences(**options):
    return [sentence for sentence, _action in preparing.steps(**options)]


def test_static_files_are_gathered(static):
    _source, target = static

    preparing.gather_static_files()

    assert (target / "page.css").read_text() == "p {}"


def test_unchanged_files_are_left_alone(static):
    _source, target = static
    preparing.gather_static_files()
    (target / "page.css").unlink()

    preparing.gather_static_files()

    assert not (target / "page.css").exists()


def test_changed_file_is_gathered_again(static):
    source, target = static
    preparing.gather_static_files()
    (source / "page.css").write_text("p { margin: 0 }")
    later = time.time() + 5
    os.utime(source / "page.css", (later, later))

    preparing.gather_static_files()

    assert (target / "page.css").read_text() == "p { margin: 0 }"


def test_local_site_gets_the_sample():
    assert sentences(sample=True)[-1] == "Sample data there"


def test_sample_can_be_left_out():
    assert "Sample data there" not in sentences(sample=False)


def test_real_deployment_never_gets_the_sample(settings):
    settings.LECTERN_LOCAL = False

    assert "Sample data there" not in sentences(sample=True)


def failing(error):
    def fail(**_options):
        raise error

    return fail


def test_missing_setting_is_told_in_its_own_words(monkeypatch, capsys):
    monkeypatch.setattr(preparing, "steps", failing(ImproperlyConfigured("SITE_URL is not set.")))

    assert preparing.main([]) == 1
    assert capsys.readouterr().err == "SITE_URL is not set.\n"


def test_any_other_failure_is_one_sentence_with_details_in_a_file(monkeypatch, capsys, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(preparing, "steps", failing(OSError("The disk is full.")))

    assert preparing.main([]) == 1
    log = tmp_path / "log" / "prepare.log"
    assert capsys.readouterr().err == f"Lectern could not be made ready: The disk is full. Details: {log}\n"
    assert "Traceback" in log.read_text()
