"""Make a payload smaller for as long as it still shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

MOST_TRIES = 2000


def shrunk(value: Any, holds: Callable[[Any], bool]) -> Any:
    """The value after every removal and shortening that `holds` lets pass; ends at 2,000 tries."""
    tries, again = 0, True
    while again:
        again = False
        for smaller in _smaller(value):
            tries += 1
            if tries > MOST_TRIES:
                return value
            if holds(smaller):
                value, again = smaller, True
                break
    return value


def _smaller(value: Any) -> Iterator[Any]:
    """The value with one thing removed or shortened, the greatest cuts first."""
    if isinstance(value, dict):
        yield from _smaller_object(value)
    elif isinstance(value, list):
        yield from _smaller_list(value)
    elif isinstance(value, str) and value:
        if len(value) > 2:
            yield value[: len(value) // 2]
        yield value[:-1]
        yield value[1:]
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) > 1:
        yield type(value)(value // 2)


def _smaller_object(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in reversed(value):
        yield {name: part for name, part in value.items() if name != key}
    for key, part in value.items():
        yield from ({**value, key: smaller} for smaller in _smaller(part))


def _smaller_list(value: list[Any]) -> Iterator[list[Any]]:
    if len(value) > 3:
        yield value[: len(value) // 2]
    for index in range(len(value)):
        yield value[:index] + value[index + 1 :]
    for index, part in enumerate(value):
        yield from ([*value[:index], smaller, *value[index + 1 :]] for smaller in _smaller(part))
