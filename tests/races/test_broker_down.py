"""With the broker gone, booking goes on; what was to be done then is done once the broker is back."""

import re
import signal
import time
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from django.conf import settings

from config.serving.plan import free_port
from tests.harness.redis_server import start_redis
from tests.harness.waiting import wait_until
from tests.races.scene import ask

# One test process, so that the site is made once.
pytestmark = [pytest.mark.processes]

# Each run has one broker: Redis beside PostgreSQL, folders beside SQLite.
needs_redis = pytest.mark.postgres
needs_folders = pytest.mark.skipif(settings.TEST_ON_POSTGRES, reason="This run's broker is Redis.")
# The grace of twenty seconds before the sweep takes a message up, a sweep, and a machine that may be busy.
PATIENCE_S = 120


class OwnRedis:
    """A Redis server that the test stops, freezes and starts again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        self.start()

    def start(self) -> None:
        self.server = start_redis(self.port, self.folder)

    def stop(self) -> None:
        self.server.stop()

    def freeze(self) -> None:
        self.server.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.server.process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="module")
def own_redis(tmp_path_factory):
    redis = OwnRedis(tmp_path_factory.mktemp("redis"))
    yield redis
    redis.thaw()
    redis.stop()


@pytest.fixture(scope="module")
def site(site_of_engine, request):
    """A site that runs, with a sweep every second."""
    broker = {}
    if settings.TEST_ON_POSTGRES:
        broker["redis_url"] = f"redis://127.0.0.1:{request.getfixturevalue('own_redis').port}/0"
    site = site_of_engine(LECTERN_SWEEP_SECONDS="1", **broker)
    site.free_session = ask(site, "open_session", 5)
    site.start()
    site.start_beat()
    return site


def book(site, email):
    """Book a free place as a browser does; the page in the end, and the seconds that sending the form took."""
    page = f"{site.url}/sessions/{site.free_session}/book/"
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    html = browser.open(page, timeout=60).read().decode()
    fields = dict(re.findall(r'name="(csrfmiddlewaretoken|ticket)"[^>]*value="([^"]+)"', html))
    person = {"name": "Priya Nair", "email": email, "consent": "on", "form_key": str(uuid.uuid4())}
    began = time.monotonic()
    with browser.open(page, urllib.parse.urlencode(fields | person).encode(), timeout=60) as answer:
        return answer.read().decode(), time.monotonic() - began


def wait_for_confirmation(site, email):
    """The state of the one message to `email`, once its file is there."""
    sent = lambda: [row for row in ask(site, "messages") if row["to"] == email and row["state"] == "sent"]  # noqa: E731
    (row,) = wait_until(sent, seconds=PATIENCE_S, what=f"the message to {email}", pause=2)
    return [row["kind"], *[path.exists() for path in site.mails() if path.stem.endswith(row["message_id"])]]


@needs_redis
def test_booking_goes_on_while_redis_is_stopped(site, own_redis):
    own_redis.stop()
    page, seconds = book(site, "stopped@example.org")
    own_redis.start()

    assert ("Your place is confirmed" in page, seconds < 10) == (True, True)
    assert wait_for_confirmation(site, "stopped@example.org") == ["booking_confirmed", True]


@needs_redis
def test_booking_goes_on_while_redis_hangs(site, own_redis):
    own_redis.freeze()
    page, seconds = book(site, "frozen@example.org")
    own_redis.thaw()

    assert ("Your place is confirmed" in page, seconds < 10) == (True, True)
    assert wait_for_confirmation(site, "frozen@example.org") == ["booking_confirmed", True]


@needs_folders
def test_booking_goes_on_while_the_folder_of_tasks_is_away(site):
    """As root no folder is read-only, so a file stands where the folder was."""
    queue = site.data / "broker" / "queue"
    site.stop_worker()
    away = queue.rename(queue.with_name("away"))
    queue.touch()
    page, seconds = book(site, "folder@example.org")
    queue.unlink()
    away.rename(queue)
    site.start_worker()

    assert ("Your place is confirmed" in page, seconds < 10) == (True, True)
    assert wait_for_confirmation(site, "folder@example.org") == ["booking_confirmed", True]
