"""What a certificate says of a session that lasts several days, or in whose nights the clocks change."""

from datetime import UTC, datetime, timedelta

import pytest

from certificates.services.snapshots import _line, zone
from tests.factories import make_session

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 28, 9, 30, tzinfo=UTC)


def with_parts(*, days):
    session = make_session(starts_at=MARCH, ends_at=MARCH + timedelta(days=days - 1, hours=6))
    for day in range(days):
        start = MARCH + timedelta(days=day)
        session.parts.create(title=f"Day {day + 1}", starts_at=start, ends_at=start + timedelta(hours=6))
    return session


@pytest.mark.parametrize(
    ("days", "times"),
    [(1, ["09:30–15:30"]), (2, ["Sat 09:30–15:30", "Sun 10:30–16:30"])],
)
def test_lines_of_several_days_name_the_day(days, times):
    session = with_parts(days=days)

    lines = [_line(part, session) for part in session.parts.all()]

    assert [(line.time, line.minutes) for line in lines] == [(time, 360) for time in times]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "Greenwich Mean Time (Europe/London)"),
        (2, "Greenwich Mean Time, then British Summer Time (Europe/London)"),
    ],
)
def test_zone_is_named_as_it_was(days, words):
    assert zone(with_parts(days=days)) == words
