"""The payloads that others are edits of: the smallest that a target takes, and broader ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from batchschema.probe.answers import Accepted, Answer
from batchschema.probe.reduce import reduced, transplanted
from batchschema.probe.tries import merged, places

Ask = Callable[[object], Answer]
Holds = Callable[[object], bool]
MANY_STEPS = 4000


@dataclass(frozen=True, slots=True)
class Baseline:
    """Valid payloads of increasing breadth."""

    smallest: object
    """The smallest valid payload that the target takes; the smallest of all, where it takes none."""
    is_taken: bool
    broadest: object
    """The smallest with all other fields that the target takes too."""
    fullest: object
    """A valid payload with every field that any valid one has, taken or not."""


def smallest_of(valid: Sequence[object], is_valid: Holds) -> object:
    """The smallest payload that the document allows, whatever the target says."""
    return reduced(min(valid, key=_size), None, is_valid, most=MANY_STEPS).value


def baseline_of(valid: Sequence[object], smallest: object, is_valid: Holds, ask: Ask) -> Baseline:
    """Ask the target which of the valid payloads it takes."""

    def is_taken(payload: object) -> bool:
        return is_valid(payload) and isinstance(ask(payload), Accepted)

    taken = next((payload for payload in _by_size(smallest, valid) if is_taken(payload)), None)
    if taken is not None:
        smallest = reduced(taken, None, is_taken).value
    fullest = merged(list(valid))
    if not is_valid(fullest):
        fullest = max(valid, key=_size)
    broadest = smallest
    for pointer in places(fullest) if taken is not None else ():
        broader = transplanted(fullest, broadest, pointer)
        broadest = broader if is_taken(broader) else broadest
    return Baseline(smallest, taken is not None, broadest, fullest)


def _by_size(smallest: object, valid: Sequence[object]) -> Iterator[object]:
    yield smallest
    yield from sorted(valid, key=_size)


def _size(payload: object) -> tuple[int, str]:
    text = json.dumps(payload)
    return (len(text), text)
