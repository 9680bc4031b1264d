"""Keeps a page that was read: a draft workshop, draft notices, and a report of what became of each line."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from workshops.importing import Level, ParsedNotice, ParsedPage, parse_page, read_upload, render_report
from workshops.importing.sentences import first_words
from workshops.models import Notice, PageImport, Partner, Presenter, Workshop, WorkshopPresenter
from workshops.services.publishing import UNTITLED

logger = logging.getLogger(__name__)

KIND = "kind. It is kept as a workshop. Change that if it is a webinar, a conference or a recording."
# What a small integer holds on every database.
MOST_QUESTIONS = 32_767


@dataclass
class _Told:
    """What keeping the page adds to its report: what was made, what to decide, and texts that found no field."""

    kept: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)

    def fit(self, text: str, limit: int, what: str) -> str:
        """`text`, or as much of it as the field holds; the whole of it stays in the report."""
        if len(text) > limit:
            self.questions.append(f"{what}. It is longer than {limit} characters and was cut.")
            self.homeless.append(text)
        return text[:limit]


def import_page(*, data: bytes, file_name: str, by: str) -> PageImport:
    """Read one workshop's page and keep it as drafts, all or nothing. The same text again gives the first import back.

    A page without a title is kept under a stand-in and a person is asked, because the rest of it is worth keeping.
    No session is made: a page gives a date and no sure hours, and nobody may guess them. Presenters are matched by
    their exact names. Raises PageRefusedError for a file that is empty, too large or no text; nothing is written then.
    """
    text = read_upload(data)
    sha256 = _fingerprint(text)
    earlier = PageImport.objects.filter(sha256=sha256).first()
    if earlier:
        return earlier
    page = parse_page(text)
    try:
        with transaction.atomic():
            kept = _keep(page, sha256=sha256, file_name=file_name)
    except IntegrityError as error:
        return _kept_meanwhile(sha256, error)
    logger.info("Page %s imported as draft workshop %s by %s", kept.pk, kept.workshop_id, by)
    return kept


def _fingerprint(text: str) -> str:
    """The same for a text whatever its line endings and the white space round its lines."""
    lines = (line.strip() for line in text.splitlines())
    return hashlib.sha256("\n".join(line for line in lines if line).encode()).hexdigest()


def _kept_meanwhile(sha256: str, error: IntegrityError) -> PageImport:
    """Someone imported the same text at the same moment: theirs counts. Any other conflict is a defect."""
    earlier = PageImport.objects.filter(sha256=sha256).first()
    if earlier is None:
        raise error
    return earlier


def _keep(page: ParsedPage, *, sha256: str, file_name: str) -> PageImport:
    told = _Told(questions=[KIND])
    workshop = _make_workshop(page, told)
    _link_presenters(workshop, page, told)
    for name in page.partners:
        workshop.partners.add(Partner.objects.get_or_create(name=told.fit(name, 160, "partner"))[0])
    for notice in page.notices:
        _make_notice(notice, told)
    if page.date:
        day = f"{page.date.day} {page.date:%B %Y}"
        told.questions.append(f"date. A session needs its start and end, so none was made for {day}. Add it.")
    asked = len(page.findings_at(Level.FOR_A_PERSON)) + len(told.questions)
    return PageImport.objects.create(
        workshop=workshop,
        file_name=file_name.encode(errors="replace").decode()[-200:],
        sha256=sha256,
        report=_report(page, told),
        open_questions=min(asked, MOST_QUESTIONS),
    )


def _make_workshop(page: ParsedPage, told: _Told) -> Workshop:
    title = told.fit(page.title or UNTITLED, 200, "title")
    told.kept.append(f"Workshop “{title}”.")
    if page.summary:
        told.kept.append("Summary: the first sentence of the description, until somebody writes a better one.")
    if page.cpd.minutes:
        told.kept.append(f"CPD minutes: {page.cpd.minutes}, from “{page.cpd.raw}”.")
    return Workshop.objects.create(
        title=title,
        slug=_free_slug(Workshop, title, otherwise="page"),
        summary=page.summary,
        description="\n\n".join(page.description),
        aims="\n".join(page.aims),
        objectives="\n".join(page.objectives),
        modalities="\n".join(page.modalities),
        references="\n".join(page.references),
        audience=page.audience,
        cpd_minutes=page.cpd.minutes,
    )


def _free_slug(model: type[Workshop] | type[Presenter], text: str, *, otherwise: str) -> str:
    base = slugify(text)[:120].strip("-") or otherwise
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in _numbered(base) if slug not in taken)


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in count(2))


def _link_presenters(workshop: Workshop, page: ParsedPage, told: _Told) -> None:
    people = [_presenter(name, told) for name in page.presenters]
    for position, person in enumerate(filter(None, people), 1):
        WorkshopPresenter.objects.get_or_create(workshop=workshop, presenter=person, defaults={"position": position})
    if page.about_presenter:
        _tell_about(people, page.about_presenter, told)


def _presenter(name: str, told: _Told) -> Presenter | None:
    """The presenter of exactly this name, or a new one; None where several share it and a person must choose."""
    name = told.fit(name, 120, "presenter")
    known = list(Presenter.objects.filter(name=name)[:2])
    if len(known) > 1:
        told.questions.append(f"presenter. There is more than one {name}. Add the right one.")
        return None
    told.kept.append(f"Presenter {name}, {'known already' if known else 'new'}.")
    slug = _free_slug(Presenter, name, otherwise="presenter")
    return known[0] if known else Presenter.objects.create(name=name, slug=slug)


def _tell_about(people: list[Presenter | None], text: str, told: _Told) -> None:
    """Give the biography to the one presenter who has none; with several, or over another text, a person decides."""
    person = people[0] if len(people) == 1 else None
    if person and person.biography in {"", text}:
        Presenter.objects.filter(pk=person.pk).update(biography=text)
        return
    reason = f"{person} has another biography" if person else "It is not sure whom it is about"
    told.questions.append(f"about the presenter. {reason}, so the text was not kept. It stands below.")
    told.homeless.append(text)


def _make_notice(notice: ParsedNotice, told: _Told) -> None:
    """A notice that stands on many pages of one site is kept once."""
    title = told.fit(notice.title, 200, "title of a notice")
    if Notice.objects.filter(title=title, body=notice.body).exists():
        told.kept.append(f"Notice “{title}”, known already.")
        return
    link_text = told.fit(notice.link_text, 80, "link of a notice")
    Notice.objects.create(kind=notice.kind, title=title, body=notice.body, link_text=link_text)
    told.kept.append(f"Notice “{title}”, new ({notice.kind}).")


def _report(page: ParsedPage, told: _Told) -> str:
    """The parser's report, then ours; texts that it cuts and no field holds follow in full."""
    lost = [found.text for found in page.findings_at(Level.NOT_UNDERSTOOD) if first_words(found.text) != found.text]
    sections = [
        render_report(page).strip(),
        _section("Kept as drafts", told.kept),
        _section("For a person to decide, now that it is kept", told.questions),
        _section("In full, because no field holds it", told.homeless + lost),
    ]
    return "\n\n".join(filter(None, sections)) + "\n"


def _section(heading: str, entries: list[str]) -> str:
    if not entries:
        return ""
    return "\n".join([f"{heading}: {len(entries)}", *(f"  - {entry}" for entry in entries)])
