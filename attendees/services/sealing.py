"""Encrypts what is kept for a while only, with a key of its own that is derived from SECRET_KEY."""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from workshops.foundation.errors import DomainError

# What is derived from the same secret for another purpose is another key.
CONTEXT = b"lectern report files"
BROKEN = (
    "This file was kept under another secret key, or is damaged, so it cannot be opened any more. Export the report again "
    "and upload it."
)


class SealBrokenError(DomainError):
    """The bytes were sealed under a key that is gone, or were changed since."""


def seal(content: bytes) -> bytes:
    """Encrypted and signed, about a third longer."""
    return _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(content)


def unseal(sealed: bytes | memoryview) -> bytes:
    """Reads also what was sealed under one of SECRET_KEY_FALLBACKS. Raises SealBrokenError."""
    try:
        return _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(bytes(sealed))
    except InvalidToken as error:
        raise SealBrokenError(BROKEN) from error


@lru_cache(maxsize=4)
def _keys(*secrets: str) -> MultiFernet:
    """The first seals; each of them opens."""
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    return urlsafe_b64encode(HKDF(SHA256(), length=32, salt=None, info=CONTEXT).derive(secret.encode()))
