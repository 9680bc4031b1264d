"""The list of sample sign-ins that a newcomer is shown."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from certificates.sample.accounts import read_accounts

FILE_NAME = "sample-sign-ins.txt"


def sign_in_lines() -> list[str]:
    """One line for each account: who, address, password, where to sign in; two spaces or more between them."""
    where = settings.SITE_URL + reverse("account_login")
    rows = [(account["who"], account["email"], account["password"]) for account in read_accounts()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=True)), where]) for row in rows]


def write_sign_ins(folder: Path) -> Path:
    """Write the list below `folder`, for this user's eyes only, unless it stands there already; its path."""
    path, text = folder / FILE_NAME, "\n".join(sign_in_lines()) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    return path
