"""Draws outside of a test: so many different values of a strategy, the same ones for the same seed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from batchschema.generate.errors import Unsatisfiable

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
MOST_ROUNDS = 20


def json_line(value: Any) -> str:
    """A value as one line of JSON, in ASCII."""
    return json.dumps(value, separators=(",", ":"))


def draws(
    strategy: SearchStrategy[T],
    number: int,
    *,
    seed: int = 0,
    key: Callable[[T], str] = json_line,
    name: str = "schema",
) -> list[T]:
    """Draw so many different values, the simplest first; fewer where there are no more.

    `key` tells values apart. Raises `Unsatisfiable` when none is found, in the name of what was drawn from.
    """
    from hypothesis import errors

    found: dict[str, T] = {}
    for turn in range(MOST_ROUNDS):
        before = len(found)
        try:
            for value in _drawn(strategy, number, f"{seed}/{turn}" if turn else str(seed)):
                found.setdefault(key(value), value)
        except errors.Unsatisfiable as error:
            if not found:
                raise Unsatisfiable(name, "no value was found that satisfies this schema") from error
        if len(found) >= number or len(found) == before:
            break
    return list(found.values())[:number]


def _drawn(strategy: SearchStrategy[T], number: int, seed: str) -> list[T]:
    """One run of Hypothesis, which draws nothing twice as far as it can tell."""
    import hypothesis

    out: list[T] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def keep(value: T) -> None:
        out.append(value)

    keep()
    return out
