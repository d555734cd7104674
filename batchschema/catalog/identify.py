"""Whose batch job is this? By keys first, then status words, then the shapes of ids.

Findings have no part in it: a payload is not more Mistral's because it breaks fewer of Mistral's rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from batchschema.core import Variant
from batchschema.core.spelling import folded
from batchschema.core.variant import version_key

MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Choice:
    """The variant a payload is taken for."""

    variant: Variant
    ties: tuple[Variant, ...] = ()
    """Variants that fit as well; the choice is the first-party one, then the newest."""
    near: bool = True
    """False when even the nearest variant is too far away to judge by."""


@dataclass(frozen=True, slots=True)
class _Clues:
    """What one variant is recognised by."""

    variant: Variant
    keys: frozenset[str]
    """Folded, as all keys here, so that an SDK's spelling is recognised too."""
    constants: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    """Folded status words, by key."""
    ids: Mapping[str, re.Pattern[str]]


@dataclass(slots=True)
class Identifier:
    """Tells payloads apart among some variants."""

    variants: Sequence[Variant]
    _clues: list[_Clues] = field(default_factory=list)
    _nearest: dict[tuple[str, ...], tuple[list[_Clues], list[str]]] = field(default_factory=dict)
    _choices: dict[tuple[object, ...], Choice] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._clues = [_clues(variant) for variant in self.variants]

    def identify(self, payload: object) -> Choice | None:
        """The nearest variant; None for what is no object or shares no key with any."""
        if not isinstance(payload, dict) or not payload:
            return None
        keys = tuple(payload)
        if keys not in self._nearest:
            _make_room(self._nearest)
            self._nearest[keys] = self._nearest_by(keys)
        nearest, telling = self._nearest[keys]
        if not nearest:
            return None
        values = tuple([payload.get(name) for name in telling])
        if not all(isinstance(value, str) for value in values):
            return _chosen(payload, nearest)
        seen = (keys, values)
        if seen not in self._choices:
            _make_room(self._choices)
            self._choices[seen] = _chosen(payload, nearest)
        return self._choices[seen]

    def _nearest_by(self, keys: tuple[str, ...]) -> tuple[list[_Clues], list[str]]:
        """The variants that leave the fewest keys undocumented, and the keys whose values tell them apart."""
        names = {folded(key) for key in keys}
        fewest = min((len(names - clues.keys) for clues in self._clues), default=0)
        nearest = [clues for clues in self._clues if len(names - clues.keys) == fewest and names & clues.keys]
        telling = {name for clues in nearest for name in (*clues.constants, *clues.words)}
        if len({clues.variant.vendor for clues in nearest}) > 1:
            telling |= {name for clues in nearest for name in clues.ids}
        return nearest, [key for key in keys if folded(key) in telling]


def _make_room(memory: dict[Any, Any]) -> None:
    """Forget everything once there is too much of it; what is remembered only saves time."""
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()


def _clues(variant: Variant) -> _Clues:
    properties: Any = variant.schema.get("properties", {})
    constants, words, ids = {}, {}, {}
    for key, part in properties.items():
        name = folded(key)
        listed = [word for word in part.get("enum", part.get("x-known-values", ())) if isinstance(word, str)]
        if len(listed) == 1:
            constants[name] = listed[0]
        elif listed and part.get("x-concept") == "status":
            words[name] = frozenset(map(folded, listed))
        if shape := part.get("x-id-shape"):
            ids[name] = re.compile(shape)
    return _Clues(variant, frozenset(map(folded, properties)), constants, words, ids)


def _chosen(payload: Mapping[str, Any], nearest: list[_Clues]) -> Choice:
    values = {folded(key): value for key, value in payload.items()}
    spoken = {word for clues in nearest for words in clues.words.values() for word in words}
    scores = [_score(values, clues, spoken) for clues in nearest]
    left = [clues for clues, score in zip(nearest, scores, strict=True) if score == max(scores)]
    families = {clues.variant.vendor for clues in left}
    if len(families) == 1:
        left = [clues for clues in left if clues.variant.first_party] or left
        fewest = min(len(clues.keys - values.keys()) for clues in left)
        left = [clues for clues in left if len(clues.keys - values.keys()) == fewest]
    first, *others = sorted(left, key=_rank, reverse=True)
    return Choice(first.variant, tuple(clues.variant for clues in others), _is_near(values, first))


def _score(values: Mapping[str, Any], clues: _Clues, spoken: set[str]) -> tuple[int, int]:
    """Status words, then ids: +1 for each that fits, -1 for each that does not.

    A word that none of the candidates documents (`spoken` has all that one does) speaks for none of them.
    """
    words = [
        1 if folded(value) in known else -(folded(value) in spoken)
        for name, known in clues.words.items()
        if isinstance(value := values.get(name), str)
    ]
    ids = [
        1 if shape.search(value) else -1
        for name, shape in clues.ids.items()
        if isinstance(value := values.get(name), str)
    ]
    return sum(words), sum(ids)


def _rank(clues: _Clues) -> tuple[bool, str, object, str]:
    variant = clues.variant
    return (variant.first_party, variant.date or "", version_key(variant.version), variant.id)


def _is_near(values: Mapping[str, Any], clues: _Clues) -> bool:
    """Three fifths of the keys are documented, three of them or two and the constant; no constant objects."""
    known = len(clues.keys & values.keys())
    constants = [
        value == word for name, word in clues.constants.items() if isinstance(value := values.get(name), str)
    ]
    if False in constants and known < 0.8 * len(values):
        return False
    return known >= 0.6 * len(values) and (known >= 3 or (known == 2 and True in constants))
