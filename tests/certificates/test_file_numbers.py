"""Numbers are found in whatever somebody calls a PDF."""

import time
import zlib

import pytest

from certificates.file_numbers import MOST_NUMBERS, numbers_named

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


def test_file_made_to_swell_costs_little():
    bomb = b"stream\n" + zlib.compress(b"A" * 400_000_000, 1) + b"endstream"

    began = time.process_time()
    found = numbers_named((bomb * 20)[:5_000_000])

    assert (found, time.process_time() - began < 3) == ([], True)
