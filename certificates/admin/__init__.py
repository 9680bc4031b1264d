"""The organisers' pages about what was earned, and those that show all three apps: sessions and the first page."""

from certificates.admin import certificate, name_request, session

__all__ = ["certificate", "name_request", "session"]
