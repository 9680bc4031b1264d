"""Django's test client, made as unforgiving as a browser with a strict policy."""

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client, TestCase

from tests.harness.inline import inline_parts


class StrictClient(Client):
    """Runs what waits for the commit, and fails on inline style or script in a page of ours."""

    def request(self, **request: Any) -> HttpResponse:
        if not connection.in_atomic_block:
            response = super().request(**request)
        else:
            # A test's transaction never commits, so the hooks would never run.
            with TestCase.captureOnCommitCallbacks(execute=True):
                response = super().request(**request)
        refuse_inline(request.get("PATH_INFO", ""), response)
        return response


def refuse_inline(path: str, response: HttpResponse) -> None:
    """The organisers' admin is a library's and has a policy of its own."""
    if path.startswith("/admin/") or response.streaming or "text/html" not in response.get("Content-Type", ""):
        return
    found = inline_parts(response.content.decode())
    assert not found, f"Inline style or script in {path}: {found}"
