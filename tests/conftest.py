"""Fixtures for every test; those with real processes and browsers are in tests/harness/."""

from pathlib import Path

import pytest
from django.conf import settings

pytest_plugins = ["tests.harness.fixtures"]

# Folders whose tests ask no database and no broker: what they say on one engine they say on the other.
ENGINELESS = tuple(
    settings.BASE_DIR / "tests" / folder
    for folder in (
        *("sandbox", "workshops/importing", "workshops/foundation", "workshops/printing"),
        *("attendees/documents", "attendees/evidence", "certificates/rendering"),
    )
)


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
    """Leave out what belongs to the other engine's run."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in ENGINELESS):
            item.add_marker(pytest.mark.once)
    others = "once" if settings.TEST_ON_POSTGRES else "postgres"
    left_out = [item for item in items if item.get_closest_marker(others)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
