"""The one family of refusals that people are shown."""


class DomainError(Exception):
    """A rule refused. `str(error)` is a plain sentence that says what to do next."""


class MoveRefusedError(DomainError):
    """A state may not follow the one the row is in."""
