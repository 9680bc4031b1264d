"""Pages made up for these tests, one for each layout seen."""

from pathlib import Path

from workshops.importing import parse_page

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.name for path in PAGES.iterdir())


def text_of(name):
    return (PAGES / name).read_text(encoding="utf-8")


def page(name):
    return parse_page(text_of(name))


def told(page, level):
    """Findings of one level as (part, lines)."""
    return [(str(finding.part), finding.lines) for finding in page.findings_at(level)]


def reasons(page, level):
    return [finding.reason for finding in page.findings_at(level)]
