"""Whether two names are the same person's: a slip put right, or somebody else. No database."""

from attendees.evidence.matching import plain

MOST_SLIPS = 2
MOST_MORE_WORDS = 2
# In a shorter word, one letter for another makes a different name: Jane and June.
LONG_WORD = 5


def is_small_correction(before: str, after: str) -> bool:
    """Accents, capitals, order, a middle name or title more or less, an initial spelt out, two slips of a letter at most.

    Whatever changes a first name or a surname beyond that, marriage among it, is for an organiser to look at. The
    examples are in tests/certificates/test_names.py.
    """
    old, new = plain(before).split(), plain(after).split()
    if not old or not new:
        return False
    if "".join(old) == "".join(new):
        return True
    slips = _match(old, new)
    if slips is None or slips > MOST_SLIPS:
        return False
    return _rest_fits(old, new)


def _match(old: list[str], new: list[str]) -> int | None:
    """Take the words that two names share out of both, and count their slips; None for fewer than two such words.

    Names of one word must be the same but for slips.
    """
    needed = 1 if len(old) == len(new) == 1 else 2
    pairs = sorted((_slips(one, other), i, j) for i, one in enumerate(old) for j, other in enumerate(new))
    used_old: set[int] = set()
    used_new: set[int] = set()
    total = 0
    for slips, i, j in pairs:
        if slips <= _allowed(old[i], new[j]) and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            total += slips
    old[:] = [word for i, word in enumerate(old) if i not in used_old]
    new[:] = [word for j, word in enumerate(new) if j not in used_new]
    return total if len(used_old) >= needed else None


def _rest_fits(old: list[str], new: list[str]) -> bool:
    """Words on one side only, or initials spelt out."""
    if old and new:
        return len(old) == len(new) and all(
            min(len(one), len(other)) == 1 and one[0] == other[0] for one, other in zip(old, new, strict=True)
        )
    return len(old) + len(new) <= MOST_MORE_WORDS


def _allowed(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    return 0 if shorter == 1 else 1 if shorter <= LONG_WORD else MOST_SLIPS


def _slips(one: str, other: str) -> int:
    """Letters left out, put in, exchanged with their neighbour; one for another counts double in a short word."""
    swap = 1 if min(len(one), len(other)) >= LONG_WORD else 2
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (swap if letter != wanted else 0))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]
