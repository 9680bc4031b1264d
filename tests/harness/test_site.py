"""The harness itself: a site of real processes starts, serves, works, and leaves nothing behind."""

import pytest

from tests.harness.processes import session_members
from tests.harness.site import status_of
from tests.harness.waiting import wait_until

pytestmark = pytest.mark.processes


def test_web_server_answers(live_site):
    assert status_of(f"{live_site.url}/healthz/") == 200


def test_everything_is_ready(live_site):
    assert wait_until(lambda: status_of(f"{live_site.url}/readyz/") == 200, seconds=30, what="/readyz/") is True


def test_sandbox_answers(live_site):
    assert isinstance(live_site.sandbox("GET state"), dict)


def test_settings_of_the_run_do_not_carry_over(live_site):
    engine, broker = live_site.shell(
        "from django.conf import settings as s; print(s.DATABASES['default']['ENGINE'].split('.')[-1], s.CELERY_BROKER_URL[:5])"
    ).split()

    assert (engine, broker) in {("sqlite3", "files"), ("postgresql", "redis")}


def test_worker_executes_a_task(live_site):
    live_site.shell("from config.celery import app; app.send_task('attendees.sweep_holds')")

    wait_until(lambda: "Task attendees.sweep_holds" in live_site.logs("worker"), what="the task to arrive")
    wait_until(lambda: "succeeded" in live_site.logs("worker"), what="the task to succeed")


def test_task_queued_without_a_worker_waits_for_one(live_site):
    live_site.stop_worker()
    live_site.shell("from config.celery import app; app.send_task('attendees.sweep_outbox')")

    live_site.start_worker()

    wait_until(lambda: "Task attendees.sweep_outbox" in live_site.logs("worker"), what="the task to arrive")


def test_killed_worker_leaves_no_orphan_and_comes_back(live_site):
    leader = live_site.running("worker").pid
    assert len(session_members(leader)) >= 3

    live_site.kill_worker()

    assert session_members(leader) == []
    assert live_site.start_worker().is_alive()


def test_stopped_worker_leaves_no_orphan_and_comes_back(live_site):
    leader = live_site.running("worker").pid

    live_site.stop_worker()

    assert session_members(leader) == []
    assert live_site.start_worker().is_alive()


def test_failed_command_shows_what_it_said(live_site):
    with pytest.raises(AssertionError, match="Unknown command: 'no_such_command'"):
        live_site.manage("no_such_command")
