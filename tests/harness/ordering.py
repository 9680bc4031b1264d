"""The order of the tests, after everybody else has ordered them: first what takes longest, so that nobody waits for it alone."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> list[bool]:
    return [item.get_closest_marker(mark) is None for mark in ("browser", "processes")]
