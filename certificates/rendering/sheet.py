"""The certificate as HTML. Every word goes through `format_html`, which escapes it."""

from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from certificates.rendering import wording
from certificates.rendering.composition import Block, composed_page
from certificates.rendering.content import CertificateContent
from certificates.rendering.measure import TOGETHER, Ruler, Step, address_parts, fit, paragraph, words
from certificates.rendering.objectives import HEADING, INDENT, Objectives
from certificates.rendering.programme import programme_page
from certificates.rendering.qr import MODULE
from workshops.printing.accents import css_class, in_small_capitals, stack, voice
from workshops.printing.faces import BASE, TEXT, fallbacks

BREAK = mark_safe("<br>")
TAGS = {"name": "p", "title": "h2"}
PROVIDER_ROOM, PROVIDER_STEPS = 113.0, (Step(1, 15.5, 11.5), Step(2, 10.5))
HOUSE_ROOM, HOUSE_LINES, HOUSE_SIZES = 111.0, 6, (10, 9.3, 8.6, 8)
LABEL_ROOM, LABEL_STEPS = 35.0, (Step(1, 10, 9), Step(2, 10, 8.5), Step(3, 10))
# Small capitals are about this share of the width of capitals.
SMALL_CAPITALS = 0.82
# Right and bottom of the QR code, in millimetres.
QR_RIGHT, QR_BOTTOM = 270.0, 187.0
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="{author}"><meta name="description" content="{description}">
<meta name="dcterms.created" content="{day}T00:00:00Z"><meta name="dcterms.modified" content="{day}T00:00:00Z">
</head><body><section class="one">{first}</section>{rest}</body></html>"""


def sheet(content: CertificateContent, *, qr_side: float, programme: bool = False) -> str:
    """The whole document. `qr_side` in millimetres; with `programme` a second page always follows."""
    page = composed_page(content)
    body = [
        _image("device", f"Device of {content.provider_name}"),
        _provider(content),
        format_html("<h1>{}</h1>", wording.phrases(content).heading),
        *map(_block, page.blocks),
        _hours(content),
        *(_objectives(page.objectives) if page.objectives else ()),
        _number(content),
        _signed(content),
        _house(content),
        *_check(content, qr_side),
    ]
    return format_html(
        PAGE,
        title=wording.document_title(content),
        author=content.provider_name,
        description=f"{wording.phrases(content).heading}, {wording.hours_lines(content)[0]} of CPD",
        day=content.issued_on.isoformat(),
        first=_joined(body),
        rest=programme_page(content) if programme or page.overleaf else "",
    )


def _joined(parts: Iterable[str], between: str = "\n") -> SafeString:
    return format_html_join(between, "{}", ((part,) for part in parts))


def _block(block: Block) -> SafeString:
    tag = TAGS.get(block.kind, "p")
    style = f"top:{block.top:.2f}mm;font-size:{block.size:.2f}pt;line-height:{block.leading:.3f}mm"
    words = _joined(map(_with_date, block.lines) if block.kind == "when" else block.lines, BREAK)
    return format_html('<{0} class="{1}" style="{2}">{3}</{0}>', mark_safe(tag), block.kind + block.voice, style, words)  # noqa: S308


def _with_date(line: str) -> SafeString:
    """The date is the stretch that is held together by its spaces."""
    parts = line.split(" ")
    return _joined(
        (format_html("<b>{}</b>", part.replace(TOGETHER, " ")) if TOGETHER in part else part for part in parts), " "
    )


def _image(name: str, words: str, style: str = "") -> SafeString:
    return format_html('<img class="{0}" src="lectern:{0}" alt="{1}" style="{2}">', name, words, style)


def _lines(name: str, lines: list[str]) -> SafeString:
    return format_html('<p class="{}">{}</p>', name + css_class(" ".join(lines), TEXT), _joined(lines, BREAK))


def _provider(content: CertificateContent) -> SafeString:
    """In small capitals, or as it is written where their accents have no place."""
    name, small = content.provider_name, in_small_capitals(content.provider_name)
    ruler = Ruler(stack(TEXT if small else voice(name, TEXT), fallbacks(name)), tracking=0.07)
    room = PROVIDER_ROOM / SMALL_CAPITALS if small else PROVIDER_ROOM
    fitted = fit(words(name.upper() if small else name), ruler, room, PROVIDER_STEPS)
    leading = 6.6 if len(fitted.lines) == 1 else 3.9
    style = f"font-size:{fitted.size:.2f}pt;line-height:{leading}mm"
    classes = "provider" if small else f"provider as-written{css_class(name, TEXT)}"
    return format_html('<p class="{}" style="{}">{}</p>', classes, style, name)


def _hours(content: CertificateContent) -> SafeString:
    """The space at the head of each line is for whoever copies or searches the text."""
    spoken, *rest = wording.hours_lines(content)
    return format_html('<p class="hours"><b>{}</b>{}</p>', spoken, "".join(f"\n {line}" for line in rest))


def _number(content: CertificateContent) -> SafeString:
    lines = _joined(wording.number_lines(content), BREAK)
    return format_html('<p class="number"><b class="caps">Certificate number</b><br>{}</p>', lines)


def _objectives(aims: Objectives) -> Iterator[SafeString]:
    yield format_html('<h3 class="caps aims" style="top:{}mm">Learning objectives</h3>', f"{aims.top:.2f}")
    for column in aims.columns:
        style = (
            f"top:{aims.top + HEADING:.2f}mm;left:{column.left + INDENT:.2f}mm;width:{column.width - INDENT:.2f}mm;"
            f"font-size:{aims.size:.2f}pt;line-height:{aims.leading:.3f}mm"
        )
        items = format_html_join("", "<li>{}</li>", ((text,) for text in column.items))
        list_class = format_html(' class="{}"', aims.voice.strip()) if aims.voice else ""
        yield format_html(
            '<ol{} style="{};counter-reset:list-item {}">{}</ol>', list_class, style, column.first - 1, items
        )


def _signed(content: CertificateContent) -> SafeString:
    hand = _image("hand", f"Signature of {content.signatory_name}") if content.signature else ""
    lines = [line for line in (content.signatory_name, content.signatory_role) if line]
    if not lines and not hand:
        return SafeString()
    return format_html('<div class="signed">{}{}</div>', hand, _lines("signatory", lines))


def _house(content: CertificateContent) -> SafeString:
    """Each line whole where it can be; smaller when there are too many."""
    text = "\n".join(wording.house_lines(content))
    face = voice(text, TEXT)
    ruler = Ruler(stack(face, fallbacks(wording.all_text(content))))
    for size in (size if face == TEXT else round(size * face.scale, 2) for size in HOUSE_SIZES):
        lines = [part for line in wording.house_lines(content) for part in paragraph(line, ruler, HOUSE_ROOM, size)]
        if len(lines) <= HOUSE_LINES:
            break
    name = f"house{css_class(text, TEXT)}"
    return format_html('<p class="{}" style="font-size:{}pt">{}</p>', name, size, _joined(lines, BREAK))


def _check(content: CertificateContent, side: float) -> Iterator[SafeString]:
    label = fit(address_parts(content.verify_label), Ruler(BASE[::-1]), LABEL_ROOM, LABEL_STEPS)
    yield format_html(
        '<p class="check">Scan, or verify at<br><a href="{}" style="font-size:{}pt">{}</a></p>',
        content.verify_url, f"{label.size:.2f}", _joined(label.lines, BREAK),
    )  # fmt: skip
    dot = MODULE / 100
    left, top = ((edge - side) // dot * dot for edge in (QR_RIGHT, QR_BOTTOM))
    style = f"left:{left:.3f}mm;top:{top:.3f}mm;width:{side:.3f}mm;height:{side:.3f}mm"
    yield _image("qr", f"QR code that opens {content.verify_url}", style)
