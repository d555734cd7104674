"""What the tests of this folder draw from, each made once."""

from __future__ import annotations

import functools
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from batchschema.catalog import load
from batchschema.engines import Engine, compiled
from batchschema.generate import NearMiss, draws
from batchschema.run.generate import boundary, near_misses, payloads

VARIANTS = tuple(load())
SEED = 20
STATES = ("absent", "null", "value")


@functools.cache
def payloads_of(variant: str) -> SearchStrategy[Any]:
    return payloads(variant)


@functools.cache
def near_misses_of(variant: str) -> SearchStrategy[NearMiss]:
    return near_misses(variant)


@functools.cache
def boundary_of(variant: str) -> tuple[Any, ...]:
    """All of them: there are not many."""
    return tuple(draws(boundary(variant), 1000))


@functools.cache
def some_payloads_of(variant: str, number: int = 300) -> tuple[Any, ...]:
    return tuple(draws(payloads_of(variant), number, seed=SEED))


@functools.cache
def engines_of(variant: str) -> tuple[Engine, Engine]:
    schema = load()[variant].schema
    return compiled(schema), compiled(schema, engine="reference")


def state_of(payload: dict[str, Any], name: str) -> str:
    if name not in payload:
        return "absent"
    return "null" if payload[name] is None else "value"


def drawn_by_hypothesis(strategy: SearchStrategy[Any], number: int, seed_: int) -> list[Any]:
    """Draw as a test of its own would."""
    out: list[Any] = []

    @seed(seed_)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(value: Any) -> None:
        out.append(value)

    keep()
    return out
