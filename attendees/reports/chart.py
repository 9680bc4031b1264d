"""Bars for a table of takings: where each stands and how long it is. The page draws them as SVG; nothing runs in a browser."""

from collections.abc import Sequence
from dataclasses import dataclass

from workshops.foundation.money import exact_amount

MOST_BARS = 24
LONGEST_LABEL = 64
ROW_HEIGHT = 48


@dataclass(frozen=True)
class Bar:
    """Two sums in pence, neither of them negative."""

    label: str
    taken: int
    given: int


@dataclass(frozen=True)
class DrawnBar:
    """One row of the chart: heights in pixels from its top, lengths in percent of its width."""

    label: str
    amount: str
    taken_length: str
    given_length: str
    text_top: int
    taken_top: int
    given_top: int


@dataclass(frozen=True)
class Chart:
    """Everything that is drawn, and what is said of it to those who do not see it."""

    title: str
    description: str
    bars: Sequence[DrawnBar]
    height: int


def chart_of(title: str, bars: Sequence[Bar]) -> Chart | None:
    """The last bars of a longer row of them; None where nothing moved, for there is nothing to see then."""
    shown = bars[-MOST_BARS:]
    longest = max((max(bar.taken, bar.given) for bar in shown), default=0)
    if not longest:
        return None
    drawn = [_drawn(bar, number * ROW_HEIGHT, longest) for number, bar in enumerate(shown)]
    return Chart(title, _described(shown, len(bars)), drawn, ROW_HEIGHT * len(drawn))


def _drawn(bar: Bar, top: int, longest: int) -> DrawnBar:
    return DrawnBar(
        label=bar.label if len(bar.label) <= LONGEST_LABEL else f"{bar.label[: LONGEST_LABEL - 1].rstrip()}…",
        amount=exact_amount(bar.taken - bar.given),
        taken_length=_length(bar.taken, longest),
        given_length=_length(bar.given, longest),
        text_top=top + 14,
        taken_top=top + 21,
        given_top=top + 32,
    )


def _length(pence: int, longest: int) -> str:
    """In percent with one figure behind the point; what is not nought can be seen."""
    return f"{max(pence / longest * 100, 0.3):.1f}%" if pence else "0%"


def _described(shown: Sequence[Bar], number: int) -> str:
    most = max(shown, key=lambda bar: bar.taken)
    cut = f"The last {len(shown)} of {number} are drawn. " if number > len(shown) else ""
    return (
        f"{cut}Most was taken for {most.label}: {exact_amount(most.taken)}, of which {exact_amount(most.given)} was given "
        "back. The table below has every figure."
    )
