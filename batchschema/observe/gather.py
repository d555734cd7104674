"""From payloads to their profile, a column at a time.

Payloads come in runs that share their keys, so all values of one field are taken at once and counted by
calls that run over the whole column: several times as fast as walking each payload.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, repeat
from typing import Any

from batchschema.core import Field, Shape
from batchschema.core.pointer import escape
from batchschema.core.profile import Counts, Observed, Range, Span, VariantProfile
from batchschema.core.spelling import wire_names
from batchschema.observe.id_shape import id_shape
from batchschema.observe.merge import (
    MOST_ID_SHAPES,
    MOST_UNDOCUMENTED,
    MOST_WORDS,
    bounded,
    merged_field,
    range_of,
    span_of,
    variant_profile,
)
from batchschema.observe.moments import moment_of

WORD_CONCEPTS = frozenset({"status", "object_type", "error_list_type", "endpoint", "completion_window"})
"""Fields whose texts are words of the service, listed or not."""
ID_CONCEPTS = frozenset({"id", "project_id", "agent_id", "input_files", "output_file", "error_file"})
WORD = re.compile(r"[A-Za-z0-9_./:-][A-Za-z0-9_./: -]{0,47}\Z")
"""What is kept as a word; anything else in such a field is only counted."""
LARGEST = int(sys.float_info.max)
LONGEST_NAME = 256
"""Characters of the name of an undocumented field; what is longer is data."""
DEEPEST = 8
"""Levels below the last described place that are looked at."""


class Unsettled:
    """Stands for a None in print, which may have been null or absent."""


UNSETTLED = Unsettled()
TYPES: dict[type, str] = {
    Unsettled: "unsettled",
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    dict: "object",
    list: "array",
}

Moments = Sequence[int | None]


def profile_of(payloads: Sequence[object], shape: Shape, moments: Moments) -> VariantProfile:
    """What was seen of these payloads; `moments` says of each when it was seen."""
    gathering = _Gathering()
    gathering.column(_Place("", shape.root, documented=True), payloads, moments)
    return variant_profile(gathering.fields, more=gathering.more)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands, and what is known of the place."""

    pointer: str
    node: Field | None
    documented: bool
    free: bool = False
    """True within a map: the values are the user's own, and only their types are counted."""
    below: int = 0
    """Levels below the last place that the document describes."""

    def child(self, name: str) -> _Place:
        """A named field."""
        assert self.node is not None, "names count only where the document describes an object"
        node = self.node.properties.get(name)
        return _Place(f"{self.pointer}/{escape(name)}", node, node is not None, self.free)

    def items(self) -> _Place:
        """All items of an array."""
        node = None if self.node is None else self.node.items
        below = self.below + (node is None)
        return _Place(f"{self.pointer}/*", node, self.documented, self.free or node is None, below)

    def values(self) -> _Place:
        """All values of an object whose keys are data, or nowhere described."""
        node = None if self.node is None else self.node.values_of
        return _Place(f"{self.pointer}/*", node, self.documented, True, self.below + (node is None))


@dataclass(slots=True)
class _Column:
    """The values of one field, with the moments their payloads were seen."""

    values: tuple[Any, ...] | list[Any]
    moments: list[int | None]

    def add(self, values: Sequence[Any], moments: Moments) -> None:
        """More values of the same field; what came first is shared with other columns, and copied once."""
        if not isinstance(self.values, list):
            self.values, self.moments = list(self.values), list(self.moments)
        self.values.extend(values)
        self.moments.extend(moments)


@dataclass(slots=True)
class _Gathering:
    fields: dict[str, Observed] = field(default_factory=dict)
    more: bool = False
    """Whether there were undocumented fields that are not kept."""
    _spans: dict[int, tuple[Moments, Span | None]] = field(default_factory=dict)
    """By identity of the moments, which the fields of one object share."""

    def column(self, place: _Place, values: Sequence[Any], moments: Moments) -> None:
        """Count the values of one place, then those in them."""
        kinds = _kinds(values)
        types: dict[str, int] = {}
        words, other, shapes, ranges = Counts(), 0, Counts(), None
        for kind, count in kinds.items():
            some, then = _of_kind(kind, values, moments) if len(kinds) > 1 else (values, moments)
            if kind is float and (whole := sum(map(float.is_integer, some))):
                types["integer"] = types.get("integer", 0) + whole
                count -= whole
            if count:
                types[TYPES[kind]] = types.get(TYPES[kind], 0) + count
            if kind is dict:
                self._objects(place, some, then)
            elif kind is list:
                self._items(place, some, then)
            elif place.node is not None and not place.free:
                if kind is str and _has_words(place.node):
                    words, other = _words(some)
                elif kind is str and _is_id(place.node):
                    shapes = bounded(Counter(map(id_shape, some)), MOST_ID_SHAPES)
                ranges = _wider(ranges, _range(kind, some, place.node.unit))
        seen = Observed(
            place.documented, dict(sorted(types.items())), words, other, shapes, ranges, self._span(moments)
        )
        known = self.fields.get(
            place.pointer
        )  # what holds arrays and maps has the parts of both at one place
        self.fields[place.pointer] = seen if known is None else merged_field([known, seen])

    def _objects(self, place: _Place, rows: Sequence[dict[str, Any]], moments: Moments) -> None:
        if place.node is None or place.node.is_map:
            if place.below < DEEPEST and any(rows):
                values = list(chain.from_iterable(map(dict.values, rows)))
                self.column(place.values(), values, _repeated(moments, rows))
            return
        columns: dict[str, _Column] = {}
        groups = [
            (wire_names(keys, place.node.properties), some, then)
            for keys, some, then in _by_keys(rows, moments)
        ]
        there = {name for names, *_ in groups for name in names}
        kept = _kept(there, place.node.properties)
        self.more = self.more or len(kept) < len(there)
        for names, some, then in groups:
            named = dict(zip(names, zip(*map(dict.values, some), strict=True), strict=True))  # the last wins
            for name, column in named.items():
                if name in columns:
                    columns[name].add(column, then)
                elif name in kept:
                    columns[name] = _Column(column, then)
        for name, found in columns.items():
            self.column(place.child(name), found.values, found.moments)

    def _items(self, place: _Place, rows: Sequence[list[Any]], moments: Moments) -> None:
        if place.below < DEEPEST and any(rows):
            self.column(place.items(), list(chain.from_iterable(rows)), _repeated(moments, rows))

    def _span(self, moments: Moments) -> Span | None:
        if id(moments) not in self._spans:
            span = span_of([moment for moment in moments if moment is not None])
            self._spans[id(moments)] = (moments, span)
        return self._spans[id(moments)][1]


def _kinds(values: Sequence[Any]) -> Mapping[type, int]:
    """How many values of each type; that most columns have one only is told faster than counted."""
    kinds = set(map(type, values))
    return Counter(map(type, values)) if len(kinds) > 1 else dict.fromkeys(kinds, len(values))


def _of_kind(kind: type, values: Sequence[Any], moments: Moments) -> tuple[list[Any], Moments]:
    if kind is dict or kind is list:
        found = [pair for pair in zip(values, moments, strict=True) if pair[0].__class__ is kind]
        return [value for value, _ in found], [moment for _, moment in found]
    return [value for value in values if value.__class__ is kind], ()


def _by_keys(
    rows: Sequence[dict[str, Any]], moments: Moments
) -> Iterable[tuple[tuple[str, ...], Sequence[dict[str, Any]], list[int | None]]]:
    """Objects that share their keys and the order of them; without empty ones."""
    groups: dict[tuple[str, ...], tuple[list[dict[str, Any]], list[int | None]]] = {}
    for row, moment in zip(rows, moments, strict=True):
        some, then = groups.setdefault(tuple(row), ([], []))
        some.append(row)
        then.append(moment)
    return [(keys, some, then) for keys, (some, then) in groups.items() if keys]


def _kept(names: Set[str], documented: Mapping[str, Field]) -> Set[str]:
    """The names in an object that may be kept: of undocumented ones the first in order that are not long."""
    if names <= documented.keys():
        return names
    short = [name for name in names if len(name) <= LONGEST_NAME and name not in documented]
    return (names & documented.keys()).union(nsmallest(MOST_UNDOCUMENTED, short, key=escape))


def _repeated(moments: Moments, rows: Sequence[dict[str, Any] | list[Any]]) -> list[int | None]:
    """A moment for each part of each row."""
    return list(chain.from_iterable(map(repeat, moments, map(len, rows))))


def _has_words(node: Field) -> bool:
    return node.values is not None or node.concept in WORD_CONCEPTS


def _is_id(node: Field) -> bool:
    return node.concept in ID_CONCEPTS or node.id_shape is not None or node.format == "uuid"


def _words(texts: Sequence[str]) -> tuple[Counts, int]:
    counts = Counter(texts)
    kept = {text: count for text, count in counts.items() if WORD.match(text)}
    return bounded(kept, MOST_WORDS), counts.total() - sum(kept.values())


def _range(kind: type, values: Sequence[Any], unit: str | None) -> Range | None:
    """From the least to the greatest number; a timestamp that is documented as text counts as its moment."""
    if kind is str and unit == "rfc3339":
        return range_of(moment for value in values if (moment := moment_of(value, unit)) is not None)
    if unit == "rfc3339":
        return None
    if kind is int:
        return Range(*map(_as_json, (min(values), max(values))))
    return range_of(map(_plain, values)) if kind is float else None


def _plain(number: float) -> int | float:
    """A whole number as an integer where that loses nothing, so that it is one however it was written."""
    return int(number) if number.is_integer() and abs(number) <= 2**53 else number


def _as_json(number: int) -> int | float:
    """An integer as readers of JSON give it: one beyond 64 bits as the nearest float that is finite."""
    if -(2**63) <= number < 2**64:
        return number
    return float(max(-LARGEST, min(LARGEST, number)))


def _wider(one: Range | None, other: Range | None) -> Range | None:
    return other if one is None else one if other is None else range_of((*one, *other))
