"""What goes wrong with references when a page is copied as text."""

import re

# "- - accessed May 2023": the link that stood between the dashes is gone.
EMPTY_DASHES = re.compile(
    r"[-–—] +[-–—]|\((?:accessed|retrieved)\b|(?:available|retrieved) (?:at|from):? *(?:$|[-–—.,(])", re.IGNORECASE
)
ADDRESS = re.compile(r"https?://|www\.|\bdoi\b", re.IGNORECASE)


def lost_address(reference: str) -> bool:
    return bool(EMPTY_DASHES.search(reference)) and not ADDRESS.search(reference)
