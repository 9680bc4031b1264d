"""Email addresses in cells, and what Teams makes of them."""

import re

ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]@*]{1,64}@[^\s<>,;:\"'()\[\]@*]{1,190}\.[^\s<>,;:\"'()\[\]@*.\d]{2,24}")
GUEST = "#ext#"


def read_address(text: str) -> str:
    """In lower case; nothing where the cell holds no whole address, or one with stars for letters."""
    match = ADDRESS.search(text) if "@" in text else None
    return match[0].lower() if match and "*" not in text else ""


def read_principal(text: str) -> str:
    """The address in a Teams principal name: t.okafor_example.org#EXT#@provider.example is t.okafor@example.org."""
    head, mark, _ = text.lower().partition(GUEST)
    if not mark:
        return read_address(text)
    local, _, domain = head.rpartition("_")
    return read_address(f"{local}@{domain}")
