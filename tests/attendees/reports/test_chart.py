"""Bars: how long they are and what is said of them."""

import pytest

from attendees.reports.chart import MOST_BARS, Bar, chart_of


def test_bars_are_as_long_as_their_sums():
    chart = chart_of("Takings", [Bar("April", 10000, 0), Bar("May", 2500, 5000)])

    assert [(bar.taken_length, bar.given_length) for bar in chart.bars] == [("100.0%", "0%"), ("25.0%", "50.0%")]


def test_the_longest_bar_may_be_of_what_went_back():
    chart = chart_of("Takings", [Bar("May", 2500, 10000)])

    assert (chart.bars[0].taken_length, chart.bars[0].given_length) == ("25.0%", "100.0%")


def test_a_sum_that_is_not_nought_can_be_seen():
    chart = chart_of("Takings", [Bar("April", 10_000_000, 1)])

    assert chart.bars[0].given_length == "0.3%"


def test_bars_stand_below_each_other():
    chart = chart_of("Takings", [Bar("April", 1, 0), Bar("May", 1, 0)])

    first, second = chart.bars
    assert first.text_top < first.taken_top < first.given_top < second.text_top
    assert chart.height > second.given_top


@pytest.mark.parametrize(("taken", "given", "amount"), [(9500, 0, "£95.00"), (2500, 5000, "-£25.00")])
def test_figures_are_net(taken, given, amount):
    assert chart_of("Takings", [Bar("April", taken, given)]).bars[0].amount == amount


def test_a_long_name_is_cut():
    chart = chart_of("Takings", [Bar("Working " * 20, 1, 0)])

    assert (len(chart.bars[0].label) <= 64, chart.bars[0].label[-1]) == (True, "…")


@pytest.mark.parametrize("bars", [[], [Bar("April", 0, 0)]])
def test_nothing_to_see_is_no_chart(bars):
    assert chart_of("Takings", bars) is None


def test_of_many_the_last_are_drawn_and_that_is_said():
    chart = chart_of("Takings", [Bar(str(number), number, 0) for number in range(1, MOST_BARS + 7)])

    assert (chart.bars[0].label, len(chart.bars)) == ("7", MOST_BARS)
    assert chart.description.startswith(f"The last {MOST_BARS} of {MOST_BARS + 6} are drawn. ")


def test_the_description_names_the_most_and_leads_to_the_table():
    chart = chart_of("Takings", [Bar("April", 10000, 2500), Bar("May", 9000, 0)])

    assert chart.description == (
        "Most was taken for April: £100.00, of which £25.00 was given back. The table below has every figure."
    )
