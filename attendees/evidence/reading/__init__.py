"""Reads what Zoom, Teams, Meet and spreadsheets say of who was there, by content and never by a file's name."""

from attendees.evidence.reading.reading import read_report

__all__ = ["read_report"]
