"""How long one sweep works."""

from time import monotonic, sleep

from django.conf import settings

from workshops.foundation.budget import SWEEP_SECONDS, within


def test_within_gives_everything_while_there_is_time():
    assert list(within(60, [1, 2, 3])) == [1, 2, 3]


def test_within_begins_nothing_once_the_time_is_up():
    began, given = monotonic(), []

    for item in within(0.2, range(1000)):
        given.append(item)
        sleep(0.05)

    assert (given[0], monotonic() - began >= 0.2, len(given) <= 4) == (0, True, True)


def test_within_no_time_gives_nothing():
    assert list(within(0, [1])) == []


def test_sweep_leaves_half_of_the_soft_limit_to_what_was_begun_last():
    assert SWEEP_SECONDS * 2 <= settings.CELERY_TASK_SOFT_TIME_LIMIT
