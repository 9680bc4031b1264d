"""Reads settings from the environment; a missing one stops start-up with a sentence that names it."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()


def required(name: str, hint: str) -> str:
    """The value of the environment variable `name`; raises ImproperlyConfigured when it is empty."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {hint} See docs/operations.md.")
    return value


DATA_DIR = Path(env.str("LECTERN_DATA_DIR", default="") or BASE_DIR / "var").resolve()
