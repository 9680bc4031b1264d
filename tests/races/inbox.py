"""A mail server that takes everything and remembers who it was for: a message sent twice arrives twice."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

from config.serving.plan import free_port


class Inbox:
    """Addresses in order of arrival. From number `silent_from` on it takes messages, but does not say so."""

    def __init__(self) -> None:
        self.silent_from: float = float("inf")
        self.recipients: list[str] = []
        self.port = free_port()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        self.recipients.extend(envelope.rcpt_tos)
        while len(self.recipients) >= self.silent_from:  # noqa: ASYNC110  (the test speaks from another thread)
            await asyncio.sleep(0.02)
        return "250 OK"


@contextmanager
def running_inbox() -> Iterator[Inbox]:
    """A mail server on a free port."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    yield inbox
    controller.stop()
