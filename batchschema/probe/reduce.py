"""The smallest payload that still shows something: fewer departures from a baseline, then shorter values."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from batchschema.core.pointer import Pointer

MOST_STEPS = 2000
"""How many smaller payloads are tried for one witness."""


@dataclass(frozen=True, slots=True)
class Reduction:
    """A payload made smaller, and where it still departs from the baseline."""

    value: object
    departs: tuple[Pointer, ...]


def reduced(
    value: object, baseline: object, holds: Callable[[object], bool], *, most: int = MOST_STEPS
) -> Reduction:
    """Shrink `value`, for which `holds` is true, as far as it stays true.

    Departures from the baseline are undone first, whole fields before their parts; then what is left is
    shortened. Deterministic; tries at most `most` payloads.
    """
    left = most
    found = True
    while found:
        found = False
        for candidate in _smaller(value, baseline):
            if _cost(candidate, baseline) >= _cost(value, baseline):
                continue
            left -= 1
            if left < 0:
                break
            if holds(candidate):
                value, found = candidate, True
                break
        if left < 0:
            break
    return Reduction(value, tuple(differing(value, baseline)))


def differing(value: object, baseline: object, pointer: Pointer = Pointer()) -> Iterator[Pointer]:
    """The places where two values part, as deep as both are there; types count, so 1 is not 1.0."""
    if isinstance(value, dict) and isinstance(baseline, dict):
        for key in {**baseline, **value}:
            if key in value and key in baseline:
                yield from differing(value[key], baseline[key], pointer / key)
            else:
                yield pointer / key
    elif isinstance(value, list) and isinstance(baseline, list) and len(value) == len(baseline):
        for index, (one, other) in enumerate(zip(value, baseline, strict=True)):
            yield from differing(one, other, pointer / index)
    elif type(value) is not type(baseline) or value != baseline:
        yield pointer


def transplanted(value: object, baseline: object, pointer: Pointer) -> object:
    """The baseline with what `value` has at one place, which may be nothing."""
    if not pointer.tokens or type(value) is not type(baseline):
        return copy.deepcopy(value)
    token, rest = pointer.tokens[0], Pointer(pointer.tokens[1:])
    out: Any = copy.deepcopy(baseline)
    here: Any = value
    if isinstance(out, list):
        if len(here) != len(out):
            return copy.deepcopy(value)
        out[int(token)] = transplanted(here[int(token)], out[int(token)], rest)
    elif isinstance(out, dict):
        if token not in here:
            out.pop(token, None)
        else:
            out[token] = transplanted(here[token], out.get(token), rest)
    return out


def _cost(value: object, baseline: object) -> tuple[int, int, str]:
    text = json.dumps(value)
    return (len(list(differing(value, baseline))), len(text), text)


def _smaller(value: object, baseline: object) -> Iterator[object]:
    for pointer in differing(value, baseline):
        for length in range(1, len(pointer.tokens) + 1):
            part = Pointer(pointer.tokens[:length])
            yield transplanted(baseline, value, part)
    yield from _shorter(value)


def _shorter(value: object) -> Iterator[object]:
    """Values one step smaller, the boldest step first."""
    if isinstance(value, dict):
        yield from _shorter_object(value)
    elif isinstance(value, list):
        yield from _shorter_array(value)
    elif isinstance(value, str) and value:
        yield from dict.fromkeys(
            ("", "x", value[:1], "x" * len(value), value[: len(value) // 2], value[:-1], value[1:])
        )
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _nearer_zero(value)


def _shorter_object(value: dict[str, object]) -> Iterator[object]:
    for key in value:
        yield {other: part for other, part in value.items() if other != key}
    for key, part in value.items():
        for smaller in _shorter(part):
            yield {**value, key: smaller}
    for key in value:
        for shorter in dict.fromkeys(("x", key[: len(key) // 2], key[:-1])):
            if shorter and shorter not in value:
                yield {shorter if other == key else other: part for other, part in value.items()}


def _shorter_array(value: list[object]) -> Iterator[object]:
    yield []
    for index in range(len(value)):
        yield value[:index] + value[index + 1 :]
    for index, part in enumerate(value):
        for smaller in _shorter(part):
            yield [*value[:index], smaller, *value[index + 1 :]]


def _nearer_zero(value: int | float) -> Iterator[int | float]:
    if isinstance(value, float):
        yield from (candidate for candidate in (0.0, 1.0, 0.5) if abs(candidate) < abs(value))
    yield from (candidate for candidate in (0, 1, value // 2) if abs(candidate) < abs(value))
