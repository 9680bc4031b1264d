"""Accounts with known passwords."""

import tomllib
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from attendees.models import User
from certificates.sample.guard import refuse_unless_local

HERE = Path(__file__).parent
LOAD_PASSWORD = "load-test-person"  # noqa: S105 - known on purpose, and refused outside local settings
LOAD_DOMAIN = "load.example"


def read_accounts() -> list[dict[str, Any]]:
    """The sample's accounts, with `who` they stand for and their passwords."""
    return list(tomllib.loads((HERE / "accounts.toml").read_text(encoding="utf-8"))["accounts"])


def make_account(*, email: str, password: str, name: str, **flags: bool) -> bool:
    """Make one account whose address counts as verified; False when there is one, which is left as it is."""
    with transaction.atomic():
        if User.objects.filter(email=email).exists():
            return False
        user = User.objects.create_user(email, password, name=name, **flags)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return True


def make_people(*, count: int) -> int:
    """Make person1@load.example to person<count>@load.example, with verified addresses; how many were missing.

    They share one password hash: hashing it for each would take longer than all the rest. Raises NotHereError.
    """
    refuse_unless_local("make_people")
    emails = {f"person{number}@{LOAD_DOMAIN}": f"Person {number}" for number in range(1, count + 1)}
    with transaction.atomic():
        there = User.objects.filter(email__endswith=f"@{LOAD_DOMAIN}").values_list("email", flat=True)
        missing = [email for email in emails if email not in set(there)]
        known = make_password(LOAD_PASSWORD)
        users = [User(email=email, name=emails[email], password=known) for email in missing]
        _save(User.objects.bulk_create(users, batch_size=500))
    return len(missing)


def _save(users: list[User]) -> None:
    addresses = [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users]
    EmailAddress.objects.bulk_create(addresses, batch_size=500)
