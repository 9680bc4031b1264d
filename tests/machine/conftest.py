from tests.attendees.conftest import sandbox_server, stripe

__all__ = ["sandbox_server", "stripe"]
