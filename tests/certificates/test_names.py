"""What somebody may put right on a certificate alone, so that it cannot be passed to a friend."""

import pytest

from certificates.names import is_small_correction

SMALL = [
    ("Priya Nair", "Priya Nair"),
    ("priya nair", "Priya NAIR"),
    ("Nair Priya", "Priya Nair"),
    ("Zoe Muller", "Zoë Müller"),
    ("Siobhan ONeill", "Siobhán O’Neill"),
    ("Mary Ann Jones", "Maryann Jones"),
    ("Anne-Marie Smith", "Anne Marie Smith"),
    ("Jon Smith", "John Smith"),
    ("Priya Niar", "Priya Nair"),
    ("Katherine Smyth", "Catherine Smyth"),
    ("Stephen Macdonald", "Steven MacDonald"),
    ("Priya Nair", "Priya Kamala Nair"),
    ("Priya Nair", "Priya Kamala Devi Nair"),
    ("Priya Kamala Nair", "Priya Nair"),
    ("Priya K. Nair", "Priya Kamala Nair"),
    ("Priya Nair", "Dr Priya Nair"),
    ("Priya Nair", "Priya Nair-Shah"),
    ("Priyaa", "Priya"),
]
LARGE = [
    ("Priya Nair", "Grace Hopper"),
    ("Priya Nair", "Priya Shah"),
    ("Priya Nair", "Arun Nair"),
    ("Priya Nair", "P. Nair"),
    ("P. Nair", "Peter Nair"),
    ("Priya Nair", "Priya"),
    ("Priya", "Priya Nair"),
    ("Jane Smith", "June Smith"),
    ("Joan Smith", "John Smith"),
    ("Ann Lee", "Ian Lee"),
    ("Anna Maria Schmidt", "Anna Maria Jones"),
    ("Priya Kamala Nair", "Priya Lakshmi Nair"),
    ("Priya K. Nair", "Priya Lakshmi Nair"),
    ("Priya Nair", "Priya Nair and Grace Hopper"),
    ("Stephen Macdonald", "Stefan McDonnell"),
    ("Priya Nair", ""),
    ("Priya Nair", "…"),
]


@pytest.mark.parametrize(("before", "after"), SMALL)
def test_slip_is_put_right_at_once(before, after):
    assert is_small_correction(before, after)


@pytest.mark.parametrize(("before", "after"), LARGE)
def test_another_name_is_for_an_organiser(before, after):
    assert not is_small_correction(before, after)
