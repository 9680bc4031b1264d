"""Finds professional bodies that a page mixes up: one group of people, two names for whose it is."""

import re
from collections import defaultdict

NAMES = "BABCP|BACP|BPS|BPC|HCPC|UKCP|NCPS|NCS|COSCA|NMC|RCN|RCPsych|ACC|ACP|AFT|BASW|UKAHPP|EMDRAA|SWE"
GROUPS = {
    "sig": "Special Interest Group",
    "special interest group": "Special Interest Group",
    "branch": "branch",
    "division": "division",
    "committee": "committee",
    "network": "network",
    "faculty": "faculty",
}
MENTION = re.compile(rf"\b({NAMES})\b(?: [\w/&-]{{1,30}}){{0,4}}? ({'|'.join(GROUPS)})s?\b", re.IGNORECASE)


def contradictions(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each group that the text gives to more than one body: the group, and the bodies in order of mention."""
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    for match in MENTION.finditer(text):
        owners[GROUPS[match[2].casefold()]][match[1].upper()] = None
    return [(group, tuple(bodies)) for group, bodies in owners.items() if len(bodies) > 1]
