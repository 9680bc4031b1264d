"""Handing work over: a broker that does not answer is asked once, and then left alone for a while."""

import socket
import threading
from contextlib import closing, contextmanager
from importlib import import_module
from time import monotonic

import pytest
from celery import Celery
from kombu.exceptions import EncodeError

from config.celery import app as celery_app
from config.settings import broker
from workshops.foundation import queueing
from workshops.foundation.queueing import Pause, queue_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_pause():
    """Other tests of this process are to find the broker as they left it."""
    queueing.pause.end()
    yield
    queueing.pause.end()


@contextmanager
def paused_server():
    """An address where a Redis that was stopped takes connections and never answers; how many came."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        taken = []

        def take():
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        try:
            yield server.getsockname()[1], taken
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for each in taken:
                each.close()


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def task_for(url, **options):
    """A task of an application of its own whose broker is at `url`, set up as ours is."""
    # Our own tasks first: one that is imported later, while two applications live, is registered twice.
    for tasks in ("attendees.tasks", "certificates.tasks"):
        import_module(tasks)
    celery_app.finalize()
    # Without fixups, or Celery's own part for Django makes it the application of the whole process.
    app = Celery("probe", broker=url, set_as_current=False, fixups=[])
    app.conf.update(
        broker_transport_options=options, broker_connection_timeout=2, task_publish_retry=False, task_ignore_result=True
    )

    @app.task(name="probe.count")
    def count(number):
        """Nobody works it off."""

    try:
        yield count
    finally:
        app.close()


def redis_task(port):
    return task_for(f"redis://127.0.0.1:{port}/0", **broker.redis())


def hand_over(commit, task, *numbers):
    with commit(execute=True):
        for number in numbers:
            queue_task(task, number)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Runs what waits for the end of the transaction."""
    return django_capture_on_commit_callbacks


def test_answering_broker_gets_every_task(commit):
    with (
        task_for("memory://queueing/") as task,
        task.app.connection_for_read() as connection,
        connection.channel() as channel,
    ):
        # One queue in memory for the whole process: others may have left tasks in it.
        before = channel._size("celery") if channel._has_queue("celery") else 0
        hand_over(commit, task, 1, 2, 3)

        assert channel._size("celery") - before == 3


def test_nothing_is_handed_over_before_the_commit(commit):
    with task_for("memory://queueing/") as task, commit() as waiting:
        queue_task(task, 1)

    assert len(waiting) == 1


def test_paused_broker_costs_its_time_once(commit):
    with paused_server() as (port, _), redis_task(port) as task:
        began = monotonic()
        hand_over(commit, task, 1)
        once = monotonic() - began

        hand_over(commit, task, *range(20))

        assert monotonic() - began < 2 * once


def test_paused_broker_is_not_asked_again(commit):
    with paused_server() as (port, taken), redis_task(port) as task:
        hand_over(commit, task, 1)
        asked = len(taken)

        hand_over(commit, task, 2, 3)

        assert (asked > 0, len(taken)) == (True, asked)


def test_broker_that_refuses_is_logged_once(commit, caplog):
    with redis_task(closed_port()) as task:
        hand_over(commit, task, 1, 2, 3)

    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "Broker unreachable, left for the sweep for 20 seconds"
    ]


def test_other_errors_are_not_taken_for_the_broker(commit):
    with task_for("memory://queueing/") as task, pytest.raises(EncodeError):
        hand_over(commit, task, object())

    assert queueing.pause.is_on() is False


def test_pause_is_over_after_its_time():
    pause = Pause(seconds=0.05)
    pause.begin()
    before, deadline = pause.is_on(), monotonic() + 5

    while pause.is_on():
        assert monotonic() < deadline

    assert before is True


def test_pause_is_begun_by_one_of_many_threads():
    pause, start, first = Pause(seconds=60), threading.Barrier(8), []

    def begin():
        start.wait()
        first.append(pause.begin())

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(first) == [False] * 7 + [True]


def test_pause_can_begin_again_after_it_ended():
    pause = Pause(seconds=60)
    pause.begin()

    pause.end()

    assert (pause.is_on(), pause.begin()) == (False, True)
