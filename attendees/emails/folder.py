"""The default way of sending: each message becomes a file that a mail program opens."""

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Writes `<Message-ID>.eml` into EMAIL_FILE_PATH. The same message again overwrites its own file."""

    # Sending twice leaves one file, so a message interrupted in the middle may simply be sent again.
    idempotent = True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._write(folder, message)
        return len(email_messages)

    def _write(self, folder: Path, message: EmailMessage) -> None:
        content = message.message()
        name = str(content["Message-ID"]).strip("<>").split("@")[0]
        draft = folder / f".{name}.{os.getpid()}"
        draft.write_bytes(content.as_bytes())
        draft.replace(folder / f"{name}.eml")
