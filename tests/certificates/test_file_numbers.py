"""Numbers are found in whatever somebody calls a PDF."""

import zlib

import pytest

from certificates.file_numbers import MOST_NUMBERS, MOST_UNPACKED, numbers_named, unpacked

NUMBER = "LEC-2026-7QK4M-9TXWB"
plain = NUMBER.encode()


@pytest.mark.parametrize(
    "data",
    [
        plain,
        b"(https://cpd.example.org/verify/" + plain + b"/)",
        b"\xfe\xff" + NUMBER.encode("utf-16-be"),
        b"stream\n" + zlib.compress(b"BT (" + plain + b") Tj ET") + b"endstream",
        b"stream\nnot packed at all endstream stream\r\n" + zlib.compress(plain),
        plain + b" " + plain,
    ],
)
def test_number_is_found(data):
    assert numbers_named(b"%PDF-1.7 " + data) == [NUMBER]


@pytest.mark.parametrize("data", [b"", plain[:-1], plain + b"9", b"X" + b"LECTERN-2026-7QK4M-9TXWB", plain.lower()])
def test_what_is_no_number_is_not_found(data):
    assert numbers_named(b"%PDF-1.7 " + data) == []


def test_name_of_the_file_comes_first():
    named = numbers_named(plain, "Grace Hopper LEC-2027-AAAAA-BBBBB ’.pdf")

    assert named == ["LEC-2027-AAAAA-BBBBB", NUMBER]


def test_many_numbers_are_not_all_looked_for():
    data = b" ".join(b"LEC-2026-%05d-9TXWB" % number for number in range(1000))

    assert len(numbers_named(data)) == MOST_NUMBERS


def test_file_made_to_swell_is_unpacked_so_far_and_no_further():
    """Each stream would be ten megabytes; all of them together give what the limit allows."""
    bomb = b"stream\n" + zlib.compress(b"A" * 10_000_000) + b"endstream"

    sizes = [len(text) for text in unpacked(bomb * 20)]

    assert sum(sizes) == MOST_UNPACKED
    assert numbers_named(bomb * 20) == []
