"""What is kept encrypted: nobody reads it without the key, and an earlier key still opens it."""

import pytest

from attendees.services.sealing import BROKEN, SealBrokenError, seal, unseal

SECRET = b"Priya Nair,priya@example.org"


def test_what_is_sealed_cannot_be_read_and_comes_back_whole():
    sealed = seal(SECRET)

    assert b"Priya" not in sealed
    assert unseal(sealed) == SECRET
    assert unseal(memoryview(sealed)) == SECRET


def test_the_same_bytes_are_sealed_otherwise_each_time():
    assert seal(SECRET) != seal(SECRET)


def test_earlier_key_still_opens(settings):
    sealed = seal(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    assert unseal(sealed) == SECRET


def test_new_key_seals(settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    sealed = seal(SECRET)
    settings.SECRET_KEY_FALLBACKS = []

    assert unseal(sealed) == SECRET


def test_key_that_is_gone_is_told(settings):
    sealed = seal(SECRET)
    settings.SECRET_KEY = "another" * 10

    with pytest.raises(SealBrokenError, match="another secret key"):
        unseal(sealed)


@pytest.mark.parametrize("damaged", [seal(SECRET)[:-1], b"", b"x" * 200, seal(SECRET)[::-1]])
def test_damage_is_told(damaged):
    with pytest.raises(SealBrokenError) as refusal:
        unseal(damaged)

    assert str(refusal.value) == BROKEN
