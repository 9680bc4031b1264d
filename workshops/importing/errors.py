"""Refusals of the import."""

from workshops.foundation.errors import DomainError


class PageRefusedError(DomainError):
    """The page cannot be read at all. The sentence says what to send instead."""
