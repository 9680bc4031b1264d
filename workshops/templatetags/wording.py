"""How texts that organisers type become HTML. Everything is escaped first; only our own tags come after."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

STARRED = re.compile(r"\*([^*\n]+)\*")
# Short enough to stand on one line of a narrow phone, even in a heading.
HYPHENATED = re.compile(r"(?<![\w-])(?=[\w-]{3,16}(?![\w-]))\w+(?:-\w+)+")
PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


@register.filter
def starred(text: str) -> SafeString:
    """`*Title*` becomes a cited title."""
    return mark_safe(STARRED.sub(r"<cite>\1</cite>", escape(text)))  # noqa: S308  (escaped before)


@register.filter
def unbroken(text: str) -> SafeString:
    """Keeps hyphenated words such as self-harm on one line."""
    return mark_safe(HYPHENATED.sub(r'<span class="nowrap">\g<0></span>', escape(text)))  # noqa: S308  (escaped before)


@register.filter
def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that has empty lines between them."""
    normal = text.replace("\r\n", "\n").strip()
    return [part.strip() for part in PARAGRAPH_BREAK.split(normal) if part.strip()]
