"""What became of a payload on its way through a class and out again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from batchschema.core import Pointer
from batchschema.core.spelling import folded
from batchschema.probe.answers import NOTHING


class DifferenceKind(StrEnum):
    """What happened at one place."""

    NULL_LOST = "null-lost"
    """Null before, absent after."""
    VALUE_LOST = "value-lost"
    """A value before, absent after."""
    FILLED = "filled"
    """Absent before, there after."""
    RENAMED = "renamed"
    """There after under another spelling of its name."""
    TYPE = "type"
    """Of another JSON type, integers told from other numbers."""
    VALUE = "value"
    """Another value of the same type."""
    SPELLING = "spelling"
    """The same number, or the same moment, written differently."""
    ORDER = "order"
    """The same items in another order."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs between what went in and what came out."""

    kind: DifferenceKind
    pointer: Pointer
    before: object = NOTHING
    after: object = NOTHING


def differences(before: object, after: object) -> list[Difference]:
    """Every place that differs, in the order of the payload; the order of keys is no difference."""
    return [] if after is NOTHING else list(_differences(Pointer(), before, after))


def _differences(pointer: Pointer, before: object, after: object) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_objects(pointer, before, after)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_arrays(pointer, before, after)
    elif type(before) is not type(after):
        numbers = isinstance(before, float) and isinstance(after, int) and not isinstance(after, bool)
        same = (numbers or (isinstance(before, int) and isinstance(after, float))) and before == after
        kind = DifferenceKind.SPELLING if same and not isinstance(before, bool) else DifferenceKind.TYPE
        yield Difference(kind, pointer, before, after)
    elif before != after:
        kind = DifferenceKind.SPELLING if _same_moment(before, after) else DifferenceKind.VALUE
        yield Difference(kind, pointer, before, after)


def _of_objects(
    pointer: Pointer, before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[Difference]:
    added = [key for key in after if key not in before]
    respelled = {folded(key): key for key in added}
    for key, value in before.items():
        place = pointer / key
        if key in after:
            yield from _differences(place, value, after[key])
        elif folded(key) in respelled and _is_moved(value, after[respelled[folded(key)]]):
            name = respelled.pop(folded(key))
            added.remove(name)
            yield Difference(DifferenceKind.RENAMED, place, key, name)
            yield from _differences(place, value, after[name])
        else:
            lost = DifferenceKind.NULL_LOST if value is None else DifferenceKind.VALUE_LOST
            yield Difference(lost, place, value)
    for key in added:
        yield Difference(DifferenceKind.FILLED, pointer / key, after=after[key])


def _is_moved(before: object, after: object) -> bool:
    """Whether a value under another key may be the same one."""
    return type(before) is type(after) and (before == after or isinstance(before, (dict, list)))


def _of_arrays(pointer: Pointer, before: list[object], after: list[object]) -> Iterator[Difference]:
    if before != after and sorted(map(repr, before)) == sorted(map(repr, after)):
        yield Difference(DifferenceKind.ORDER, pointer, before, after)
    elif len(before) != len(after):
        yield Difference(DifferenceKind.VALUE, pointer, before, after)
    else:
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differences(pointer / index, one, other)


def _same_moment(before: object, after: object) -> bool:
    """Whether two texts are RFC 3339 timestamps of the same moment."""
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    try:
        one, other = datetime.datetime.fromisoformat(before), datetime.datetime.fromisoformat(after)
    except ValueError:
        return False
    return (one.tzinfo is None) == (other.tzinfo is None) and one == other
