"""Codes that people read out, type in and cannot guess."""

import secrets

# Crockford's base 32: no I, L, O or U, so nothing is mistaken for something else.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def random_code(*, groups: int, size: int) -> str:
    """`groups` of `size` random characters with hyphens between them: 5 bits of chance a character."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(size)) for _ in range(groups))
