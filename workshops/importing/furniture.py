"""The site's own words, which belong to no workshop: menus, buttons, footers."""

import re

FURNITURE = re.compile(
    r"(?:top|bottom|end) of page|(?:back|return|scroll) to (?:the )?top|skip to (?:main )?content"
    r"|use tab to navigate through the menu items\.?|log ?in|log ?out|sign in|menu|home|search|share|print|back|next|previous"
    r"|(?:accept|reject) (?:all )?cookies|cookie (?:policy|settings)|privacy policy|all rights reserved\.?"
    r"|(?:©|\(c\)|copyright) .{0,80}|powered (?:and secured )?by \w+|page \d{1,4}(?: of \d{1,4})?"
    r"|(?:share|follow us) on \w+|[-_=*~.·•|–—\s]+",
    re.IGNORECASE,
)
BUTTON = re.compile(
    r"(?:view|take|complete|start|open|begin|go to|answer) (?:the |our |this )?(?:survey|questionnaire|poll|form)(?: here| now)?"
    r"|(?:book|register|enrol|enroll|sign up|apply|buy)(?: now| here| today| online| your place| a place| your free place| tickets)?"
    r"|click (?:here|below)(?: (?:to|for) .{1,60})?"
    r"|(?:find out|read|learn|see) more|more (?:info|information|details)|view (?:event|details|conference|programme)|add to basket",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    return len(text) <= 120 and bool(FURNITURE.fullmatch(text))


def is_button(text: str) -> bool:
    """A call to action on a line of its own, such as "View Survey" or "Book now"."""
    return len(text) <= 100 and bool(BUTTON.fullmatch(text.strip(" .!>»→[]")))
