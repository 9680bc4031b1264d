"""What organisers type becomes what is kept, and back."""

import pytest
from django.core.exceptions import ValidationError

from workshops.admin.fields import CodeField, DomainsField, PercentField, PoundsField


@pytest.mark.parametrize(
    ("typed", "pence"), [("95", 9500), ("95.5", 9550), ("£95.00", 9500), (" £ 0.30 ", 30), ("0", 0), ("", None)]
)
def test_pounds_become_pence(typed, pence):
    assert PoundsField(required=False).clean(typed) == pence


@pytest.mark.parametrize(("pence", "shown"), [(9500, "95.00"), (5, "0.05"), (None, None), ("ninety", "ninety")])
def test_pence_are_shown_in_pounds(pence, shown):
    assert PoundsField().prepare_value(pence) == shown


@pytest.mark.parametrize("typed", ["95.001", "a lot", "-1", "$5", "123456789"])
def test_pounds_that_are_none_are_refused(typed):
    with pytest.raises(ValidationError):
        PoundsField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "points"), [("20", 2000), ("17.5", 1750), ("17.5 %", 1750), ("5%", 500), ("0", 0), ("12.25", 1225)]
)
def test_percent_becomes_hundredths(typed, points):
    assert PercentField().clean(typed) == points


@pytest.mark.parametrize(("points", "shown"), [(2000, "20"), (1750, "17.5"), (1225, "12.25"), (500, "5"), (0, "0")])
def test_hundredths_are_shown_as_percent(points, shown):
    assert PercentField().prepare_value(points) == shown


@pytest.mark.parametrize("typed", ["12.345", "£5", "-1", "100000", ""])
def test_percent_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError):
        PercentField().clean(typed)


@pytest.mark.parametrize(
    ("initial", "typed", "changed"), [(2000, "20.00", False), (2000, "20 %", False), (2000, "21", True)]
)
def test_the_same_number_in_other_figures_is_no_change(initial, typed, changed):
    assert PercentField().has_changed(initial, typed) is changed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("staff-26", "STAFF-26"), ("  Staff26 ", "STAFF26"), ("7", "7"), ("", "")],
)
def test_a_code_is_kept_trimmed_and_in_capitals(typed, kept):
    assert CodeField(required=False).clean(typed) == kept


@pytest.mark.parametrize("typed", ["staff 26", "A,B", "-A", "A-", "=1+1", "@HOME", "STÄFF", "A_B"])
def test_a_code_that_is_no_plain_word_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        CodeField().clean(typed)

    assert refusal.value.messages == ["Write a code in letters, figures and hyphens without spaces, such as STAFF-26."]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nhs.net", "nhs.net"),
        ("@NHS.net; *.nhs.uk nhs.net", "nhs.net, nhs.uk"),
        ("nhs.net,nhs.uk,", "nhs.net, nhs.uk"),
        ("nhs.net.", "nhs.net"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        (" , ; ", ""),
    ],
)
def test_domains_are_kept_plain_each_once(typed, kept):
    assert DomainsField(required=False).clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "named"), [("nhs", "nhs"), ("nhs.net, jo@nhs.net", "jo@nhs.net"), ("https://nhs.net", "https://nhs.net")]
)
def test_what_is_no_domain_is_refused_by_name(typed, named):
    with pytest.raises(ValidationError) as refusal:
        DomainsField().clean(typed)

    assert refusal.value.messages == [
        f"“{named}” is not a domain. Write what stands behind the @, such as nhs.net, with commas between."
    ]
