"""Reads a workshop's page, as text, into its parts. Pure: no database, no models, nothing guessed."""

from workshops.importing.errors import PageRefusedError
from workshops.importing.page import parse_page
from workshops.importing.parsed import CpdClaim, Finding, Level, ParsedNotice, ParsedPage, Part
from workshops.importing.report import render_report
from workshops.importing.upload import read_upload

__all__ = [
    "CpdClaim",
    "Finding",
    "Level",
    "PageRefusedError",
    "ParsedNotice",
    "ParsedPage",
    "Part",
    "parse_page",
    "read_upload",
    "render_report",
]
