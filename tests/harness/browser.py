"""Drives Debian's Chromium, takes pictures and asks axe about accessibility."""

import asyncio
import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PROGRAMS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


@contextlib.contextmanager
def running_chromium() -> Iterator["Chromium"]:
    """The browser, without a window."""
    # In a container /dev/shm may be missing or tiny; root may not use Chromium's own sandbox.
    arguments = ["--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"]
    arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
    program = next(path for path in PROGRAMS if Path(path).exists())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        loop = asyncio.get_running_loop()
        leave_event_loop()
        yield Chromium(browser, loop)
        enter_event_loop(loop)
        browser.close()


@dataclass(frozen=True)
class Chromium:
    """The browser, and the event loop that Playwright keeps for it in this thread."""

    browser: Browser
    loop: asyncio.AbstractEventLoop


def enter_event_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Give Playwright its loop back, for one test."""
    ours = {alias: connections[alias] for alias in connections}
    asyncio._set_running_loop(loop)
    # Beside a running loop Django looks for its connections elsewhere, and would open new ones outside the
    # transaction of the test.
    for alias, connection in ours.items():
        connections[alias] = connection


def leave_event_loop() -> None:
    """Playwright leaves its loop marked as running; Django would refuse the database to the tests that follow."""
    asyncio._set_running_loop(None)


def shoot(page: Page, name: str, *, full_page: bool = True) -> Path:
    """A picture in var/screenshots, to be looked at."""
    path = settings.BASE_DIR / "var" / "screenshots" / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=full_page)
    return path


def axe_violations(page: Page, *, best_practice: bool = False) -> list[str]:
    """What axe holds against the page, one line for each rule and element; empty when all is well."""
    tags = [*WCAG_22_AA, *(["best-practice"] if best_practice else [])]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]})
    return [_line(rule, node) for rule in results.response["violations"] for node in rule["nodes"]]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))}"


def collect_complaints(page: Page, complaints: list[str]) -> None:
    """Have `complaints` filled with what the browser finds wrong: script errors, refused styles, failed requests."""
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", lambda line: complaints.append(f"console: {line.text}") if line.type == "error" else None)
