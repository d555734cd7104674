"""What a probe found: findings with their witnesses, and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from batchschema.core import Finding, Severity, Variant
from batchschema.core.pointer import Pointer
from batchschema.probe.reduce import differing

Edit = tuple[str, tuple[object, ...]]
"""A pointer and the value there in a tuple, which is empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Probed:
    """A finding about a target, and the smallest payload that shows it."""

    finding: Finding
    witness: object
    answer: Mapping[str, object]
    """What the target made of the witness, as a line of the protocol."""
    sent: tuple[Edit, ...]
    """Where the witness departs from the smallest payload."""
    returned: tuple[Edit, ...]
    """Where what came out departs from the witness."""


@dataclass(frozen=True, slots=True)
class Probing:
    """What a probe found."""

    target: str
    variant: Variant
    found: tuple[Probed, ...]
    """By pointer and rule."""
    payloads: Mapping[str, int]
    """How many were put to the target, by kind: `edited`, `valid`, `boundary`, `near-miss`."""
    smallest: object
    """The payload that most witnesses are an edit of."""
    accepted: int
    rejected: int
    unanswered: int
    ended_early: bool

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(each.finding.severity is severity for each in self.found)


def edits_of(before: object, after: object) -> tuple[Edit, ...]:
    """What to put where in the one to get the other."""
    return tuple((str(pointer), _value_at(after, pointer)) for pointer in differing(after, before))


def _value_at(value: object, pointer: Pointer) -> tuple[object, ...]:
    for token in pointer.tokens:
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and int(token) < len(value):
            value = value[int(token)]
        else:
            return ()
    return (value,)
