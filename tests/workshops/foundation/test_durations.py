import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.foundation.durations import exact_hours, hours_label, spoken_hours


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (15, "15 minutes"),
        (30, "30 minutes"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (61, "1 h 1 min"),
        (75, "1¼ hours"),
        (90, "1½ hours"),
        (105, "1¾ hours"),
        (120, "2 hours"),
        (130, "2 h 10 min"),
        (135, "2¼ hours"),
        (330, "5½ hours"),
        (600, "10 hours"),
        (2100, "35 hours"),
    ],
)
def test_spoken_hours_are_words_people_say(minutes, words):
    assert spoken_hours(minutes) == words


@pytest.mark.parametrize(
    ("minutes", "figures"),
    [
        (0, "0 min"),
        (1, "1 min"),
        (45, "45 min"),
        (60, "1 h"),
        (61, "1 h 1 min"),
        (330, "5 h 30 min"),
        (360, "6 h"),
        (1445, "24 h 5 min"),
    ],
)
def test_exact_hours_are_hours_and_minutes(minutes, figures):
    assert exact_hours(minutes) == figures


@pytest.mark.parametrize(
    ("minutes", "label"),
    [
        (330, "5½ hours (5 h 30 min)"),
        (75, "1¼ hours (1 h 15 min)"),
        (60, "1 hour"),
        (360, "6 hours"),
        (45, "45 minutes"),
        (130, "2 h 10 min"),
        (0, "0 minutes"),
    ],
)
def test_hours_label_gives_both_forms_where_they_differ(minutes, label):
    assert hours_label(minutes) == label


@pytest.mark.parametrize("say", [spoken_hours, exact_hours, hours_label])
def test_durations_refuse_a_negative_length(say):
    with pytest.raises(ValueError, match="cannot be negative: -1 minutes"):
        say(-1)


@given(st.integers(min_value=0, max_value=100_000))
def test_exact_hours_lose_no_minute(minutes):
    figures = exact_hours(minutes).replace(" h", "h").replace(" min", "m").split()

    total = sum(int(part[:-1]) * (60 if part.endswith("h") else 1) for part in figures)

    assert total == minutes
