"""Says where everything is, once it answers."""

import threading
import urllib.error
import urllib.request
from pathlib import Path

from config.serving.plan import Plan

PATIENCE_SECONDS = 90


def announce(plan: Plan, stop: threading.Event) -> None:
    """Print the addresses as soon as web server, worker and sandbox answer; returns early once `stop` is set."""
    if not _wait(plan, stop, PATIENCE_SECONDS * 4):
        print(f"\nNot ready after {PATIENCE_SECONDS} seconds: the lines above say why. Still trying.\n", flush=True)
        while not _wait(plan, stop, 1):
            if stop.is_set():
                return
    if not stop.is_set():
        print(message(plan), flush=True)


def message(plan: Plan) -> str:
    """What a person needs to begin."""
    lines = ["", f"Lectern is ready: {plan.environ.get('SITE_URL') or plan.site_url}/"]
    lines += [f"  Organisers:  {plan.environ.get('SITE_URL') or plan.site_url}/admin/"]
    if not plan.environ.get("EMAIL_URL"):
        lines += [f"  Mail lands in {_short(plan.data / 'mail')}"]
    if plan.sandbox_port:
        lines += [f"  Payments go to the sandbox at {plan.sandbox_url}; no money moves."]
    sign_ins = plan.data / "sample-sign-ins.txt"
    if sign_ins.exists():
        lines += ["", *sign_ins.read_text().rstrip().splitlines()]
    return "\n".join([*lines, "", "Ctrl-C stops it.", ""])


def answers(url: str, plan: Plan) -> bool:
    """Whether `url` gives 200 within three seconds."""
    host = (plan.environ.get("ALLOWED_HOSTS") or "localhost").split(",")[0].lstrip(".")
    # Behind a proxy in production, a plain request would only be sent on to https.
    request = urllib.request.Request(url, headers={"Host": host, "X-Forwarded-Proto": "https"})  # noqa: S310
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=3) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _wait(plan: Plan, stop: threading.Event, tries: int) -> bool:
    urls = [f"{plan.site_url}/readyz/"] + ([f"{plan.sandbox_url}/_sandbox/state"] if plan.sandbox_port else [])
    for _ in range(tries):
        if stop.is_set() or all(answers(url, plan) for url in urls):
            return True
        stop.wait(0.25)
    return False


def _short(path: Path) -> str:
    """Relative to where we stand, when it lies below."""
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}/"
