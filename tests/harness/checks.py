"""What machines hold besides the tests: style, types, layers, templates, migrations, settings for deployment."""

import subprocess
import sys
import time
from dataclasses import dataclass, field

MODULE = (sys.executable, "-m")
MANAGE = (sys.executable, "manage.py")
TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}

# A deployment as docs/operations.md describes it, with made-up values.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "made-up-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "cpd.example.org",
    "SITE_URL": "https://cpd.example.org",
    "DEFAULT_FROM_EMAIL": "Example Training <bookings@example.org>",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DATABASE_URL": "postgres://lectern@db.example.org/lectern",
    "REDIS_URL": "redis://redis.example.org:6379/0",
    "TRUSTED_PROXY_COUNT": "1",
    "STRIPE_SECRET_KEY": "sk_live_made_up",
    "STRIPE_WEBHOOK_SECRET": "whsec_made_up",
}


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)


CHECKS = (
    Check("ruff check", (*MODULE, "ruff", "check", ".")),
    Check("ruff format", (*MODULE, "ruff", "format", "--check", ".")),
    Check("mypy", (*MODULE, "mypy")),
    Check("import-linter", (sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()")),
    Check("djlint", (*MODULE, "djlint", "--lint", "templates")),
    Check("migrations match models", (*MANAGE, "makemigrations", "--check", "--dry-run"), TEST_SETTINGS),
    Check("check --deploy", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
)


def run_checks(environ: dict[str, str]) -> int:
    """Run all of them; what a failed one printed is shown. Gives how many failed."""
    return sum(not _passes(check, environ) for check in CHECKS)


def _passes(check: Check, environ: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(check.command, env=environ | check.environ, capture_output=True, text=True, check=False)
    verdict = "FAILED" if done.returncode else "ok"
    print(f"· {check.name}: {verdict} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0
