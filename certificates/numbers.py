"""Certificate numbers: LEC-2026-7QK4M-9TXWB, made here and typed anywhere."""

import re

from django.utils import timezone

from workshops.foundation.codes import LOOKALIKES, random_code

PARTS = re.compile(r"([A-Z]{2,6})(2[0-9OIL]{3})([0-9A-Z]{5})([0-9A-Z]{5})")
# What people copy along with it: "No. LEC-…", "Certificate number: LEC-…", the address of its page.
BEFORE = re.compile(r"^\s*(certificate\s*)?((no|nr|number)\b)?[\s.:#]*", re.IGNORECASE)


def new_number(prefix: str) -> str:
    """A number with 50 bits of chance, under the provider's prefix and this year."""
    return f"{prefix}-{timezone.now():%Y}-{random_code(groups=2, size=5)}"


def read_number(typed: str) -> str:
    """A typed, pasted or scanned number as it is stored; empty when it is not a whole number.

    Small letters, spaces, missing hyphens, O for 0 and I or L for 1 are all understood.
    """
    last = BEFORE.sub("", typed.strip().rstrip("/").rsplit("/", 1)[-1])
    found = PARTS.fullmatch(re.sub(r"[^0-9A-Z]", "", last.upper()))
    if not found:
        return ""
    prefix, *rest = found.groups()
    return "-".join([prefix, *(part.translate(LOOKALIKES) for part in rest)])
