"""Fixtures for every test; those with real processes and browsers are in tests/harness/."""

from pathlib import Path

import pytest
from django.conf import settings

pytest_plugins = ["tests.harness.fixtures", "tests.harness.ordering"]

# Folders that run on one engine: some ask no database, others are doors to services that both runs try. What doors
# themselves ask of a database, test_every_page.py asks of both engines.
ONCE = tuple(
    settings.BASE_DIR / "tests" / folder
    for folder in (
        *("sandbox", "browser", "bench", "workshops/importing", "workshops/foundation", "workshops/printing"),
        *("workshops/admin", "workshops/views", "workshops/templatetags", "workshops/sample"),
        *("attendees/documents", "attendees/evidence", "attendees/emails", "attendees/payments"),
        *("harness/test_browser.py", "harness/test_client.py", "harness/test_strict_templates.py"),
        *("attendees/admin", "certificates/admin", "certificates/sample", "certificates/rendering"),
    )
)
ON_BOTH = "test_every_page.py"


@pytest.fixture
def mail_folder():
    """Where sent messages land as files."""
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.eml"):
        old.unlink()
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what belongs to the other engine's run, and say what shares a site and stays together."""
    for item in items:
        if item.path.name != ON_BOTH and any(item.path.is_relative_to(folder) for folder in ONCE):
            item.add_marker(pytest.mark.once)
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    others = "once" if settings.TEST_ON_POSTGRES else "postgres"
    left_out = [item for item in items if item.get_closest_marker(others)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _group(item):
    """A file, or all that opens the sample site in a browser: making that site takes most of a minute."""
    return "browser" if item.get_closest_marker("browser") else str(item.path)
