"""Fixtures with real parts: databases, brokers, the whole site, the browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.harness import browser as browsing
from tests.harness.client import StrictClient
from tests.harness.postgres import new_database, running_postgres
from tests.harness.redis_server import numbered, running_redis
from tests.harness.site import LiveSite
from tests.harness.strict_templates import RaisesWhenUnknown


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The server of this run when it is on PostgreSQL, else one of its own."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
    else:
        with running_postgres() as url:
            yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with new_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    given = os.environ.get("REDIS_URL", "")
    if given:
        yield given
    else:
        with running_redis() as url:
            yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """An empty Redis database, apart from those that other test processes use."""
    import redis

    url = numbered(redis_server, 8 + settings.TEST_PROCESS)
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture(scope="session")
def site_factory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., LiveSite]]:
    """Makes prepared sites that are not started yet: `site_factory(database_url=…, redis_url=…, **environment)`."""
    made: list[LiveSite] = []

    def make(**options: Any) -> LiveSite:
        site = LiveSite(tmp_path_factory.mktemp("site"), **options)
        made.append(site)
        site.prepare()
        return site

    yield make
    for site in made:
        site.stop()


@pytest.fixture(scope="session")
def live_site(site_factory: Callable[..., LiveSite], request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    """A running site on the engines of this run: SQLite and folders, or PostgreSQL and Redis."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        site = site_factory()
        site.start()
        yield site
        return
    server, broker = request.getfixturevalue("postgres_server"), request.getfixturevalue("redis_server")
    with new_database(server) as database_url:
        site = site_factory(database_url=database_url, redis_url=numbered(broker, 4 + settings.TEST_PROCESS))
        site.start()
        yield site
        site.stop()


@pytest.fixture(scope="session")
def _chromium() -> Iterator[browsing.Chromium]:
    with browsing.running_chromium() as running:
        yield running


@pytest.fixture
def chromium(_chromium: browsing.Chromium, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright. Only such tests may use the database beside an event loop."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    browsing.enter_event_loop(_chromium.loop)
    yield _chromium.browser
    browsing.leave_event_loop()


@pytest.fixture
def new_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`new_page(width=390)` opens a page of its own; the test fails when the browser complained about anything."""
    complaints: list[str] = []
    contexts = []

    def open_page(*, width: int = 1280, height: int = 900, **options: Any) -> Any:
        common = {"locale": "en-GB", "timezone_id": "Europe/London", "viewport": {"width": width, "height": height}}
        contexts.append(chromium.new_context(**common | options))
        page = contexts[-1].new_page()
        browsing.collect_complaints(page, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page, 1280 wide."""
    return new_page()


@pytest.fixture
def shoot() -> Callable[..., Path]:
    """`shoot(page, "name")` takes a picture."""
    return browsing.shoot


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """`axe(page)` lists violations of WCAG 2.2 AA."""
    return browsing.axe_violations


@pytest.fixture
def client() -> StrictClient:
    """Django's client, which here runs what waits for the commit and refuses inline style and script."""
    return StrictClient()


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    """`with committed() as hooks:` runs what was registered for after the commit, once the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(autouse=True, scope="session")
def _strict_templates() -> Iterator[None]:
    """An unknown variable in a template of ours raises."""
    from django.template import engines

    engine = engines["django"].engine
    engine.string_if_invalid = RaisesWhenUnknown()
    yield
    engine.string_if_invalid = ""


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """No test sees what another left in a cache."""
    from django.core.cache import caches

    for name in settings.CACHES:
        caches[name].clear()
