"""Whose batch job is this, and as which version documents it?

Evidence narrows the catalogue down, each kind among what the former left:

1. the fewest undocumented keys;
2. status words, then, while several vendors are left, the shapes of their ids;
3. a vendor's own documents before somebody else's about it;
4. no absent key, where some variant has all of its keys in the payload.

What is left fits equally well, and all of it is named. Convention then chooses one to judge by: of several
vendors the one that was first to document batch jobs, since the others imitate; of one vendor's documents
those that describe the wire before those of its SDKs; and of those the newest.

Findings have no part in it: a payload is not more Mistral's because it breaks fewer of Mistral's rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from batchschema.core import Variant
from batchschema.core.spelling import folded

MOST_REMEMBERED = 4096
SDK_NOTATIONS = frozenset(
    {
        "speakeasy-typescript", "speakeasy-python", "speakeasy-go", "speakeasy-java", "speakeasy-csharp",
        "speakeasy-ruby", "speakeasy-php", "pydantic", "typescript-declarations", "zod",
    }
)  # fmt: skip
"""Notations that describe a library's objects; all others describe what comes over the wire."""
UNDATED = "~"
"""Sorts after every date."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The variant a payload is taken for; one identifier hands out the same object for the same choice."""

    variant: Variant
    ties: tuple[Variant, ...] = ()
    """Variants that fit as well, in the order of preference; convention alone decided against them."""
    near: bool = True
    """False when even the nearest variant is too far away to judge by."""
    until: str | None = None
    """Since when a later version of the same document says something else; None for the newest."""


@dataclass(frozen=True, slots=True)
class _Clues:
    """What one variant is recognised by; all keys and words are folded, as an SDK may spell them."""

    variant: Variant
    keys: frozenset[str]
    constants: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    """Status words, by key."""


@dataclass(slots=True)
class _Told:
    """The variants left once status words were heard, and the patterns that could tell vendors apart."""

    left: list[_Clues]
    strings: Mapping[str, str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    """Each with the key of the value that it is about."""
    choices: dict[tuple[bool | None, ...], Choice] = field(default_factory=dict)


@dataclass(slots=True)
class _Nearest:
    """The variants nearest to all payloads with the same keys."""

    left: list[_Clues]
    names: frozenset[str]
    """The keys, folded."""
    telling: tuple[str, ...]
    """Keys whose text tells the variants apart."""
    told: dict[tuple[str | None, ...], _Told] = field(default_factory=dict)


@dataclass(slots=True)
class Identifier:
    """Tells payloads apart among some variants."""

    variants: Sequence[Variant]
    _clues: list[_Clues] = field(default_factory=list)
    _since: dict[str | None, str] = field(default_factory=dict)
    """By vendor, the date of its earliest document."""
    _ids: dict[str | None, dict[str, set[str]]] = field(default_factory=dict)
    """By vendor and key, patterns of its ids from all its documents: not each of them has one."""
    _nearest: dict[tuple[str, ...], _Nearest] = field(default_factory=dict)
    _choices: dict[tuple[object, ...], Choice] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._clues = [_clues(variant) for variant in self.variants]
        for variant in self.variants:
            date = variant.date or UNDATED
            self._since[variant.vendor] = min(date, self._since.get(variant.vendor, date))
            ids = self._ids.setdefault(variant.vendor, {})
            for key, part in _properties(variant).items():
                if shape := part.get("x-id-shape"):
                    ids.setdefault(folded(key), set()).add(shape)

    def identify(self, payload: object) -> Choice | None:
        """The nearest variant; None for what is no object or shares no key with any."""
        if not isinstance(payload, dict) or not payload:
            return None
        keys = tuple(payload)
        nearest = self._nearest.get(keys)
        if nearest is None:
            nearest = _remembered(self._nearest, keys, self._nearest_by(keys))
        if not nearest.left:
            return None
        texts = tuple([value if isinstance(value := payload[key], str) else None for key in nearest.telling])
        told = nearest.told.get(texts)
        if told is None:
            told = _remembered(nearest.told, texts, self._told(nearest, texts, keys))
        seen = tuple(
            [
                pattern.search(value) is not None if isinstance(value := payload[key], str) else None
                for key, pattern in told.patterns
            ]
        )
        choice = told.choices.get(seen)
        if choice is None:
            choice = told.choices[seen] = self._chosen(nearest, told, seen)
        return choice

    def _nearest_by(self, keys: tuple[str, ...]) -> _Nearest:
        """The variants that leave the fewest keys undocumented."""
        names = frozenset(map(folded, keys))
        fewest = min((len(names - clues.keys) for clues in self._clues), default=0)
        left = [clues for clues in self._clues if len(names - clues.keys) == fewest and names & clues.keys]
        telling = {name for clues in left for name in (*clues.constants, *clues.words)}
        return _Nearest(left, names, tuple(key for key in keys if folded(key) in telling))

    def _told(self, nearest: _Nearest, texts: tuple[str | None, ...], keys: tuple[str, ...]) -> _Told:
        """Hear status words; a word that none of the variants documents speaks for none of them."""
        strings = {
            folded(key): text for key, text in zip(nearest.telling, texts, strict=True) if text is not None
        }
        spoken = {word for clues in nearest.left for words in clues.words.values() for word in words}
        scores = [
            sum(
                1 if (word := folded(strings[name])) in known else -(word in spoken)
                for name, known in clues.words.items()
                if name in strings
            )
            for clues in nearest.left
        ]
        left = _best(nearest.left, scores)
        vendors = {clues.variant.vendor for clues in left}
        if len(vendors) == 1:
            return _Told(left, strings, ())
        patterns = [
            (key, re.compile(shape))
            for key in keys
            for shape in sorted({shape for vendor in vendors for shape in self._shapes(vendor, key)})
        ]
        return _Told(left, strings, tuple(patterns))

    def _shapes(self, vendor: str | None, key: str) -> set[str]:
        return self._ids[vendor].get(folded(key), set())

    def _id_score(self, vendor: str | None, told: _Told, seen: tuple[bool | None, ...]) -> float:
        """1 where all ids look like this vendor's, -1 where none does, 0 where it is not known how they look.

        A mean, not a sum: how many shapes a vendor's documents tell has no say.
        """
        fits: dict[str, bool] = {}
        for (key, pattern), found in zip(told.patterns, seen, strict=True):
            if found is not None and pattern.pattern in self._shapes(vendor, key):
                fits[key] = found or fits.get(key, False)
        return sum(1 if fit else -1 for fit in fits.values()) / len(fits) if fits else 0.0

    def _chosen(self, nearest: _Nearest, told: _Told, seen: tuple[bool | None, ...]) -> Choice:
        left = _best(told.left, [self._id_score(one.variant.vendor, told, seen) for one in told.left])
        own = {clues.variant.vendor for clues in left if clues.variant.first_party}
        left = [one for one in left if one.variant.first_party or one.variant.vendor not in own]
        left = [one for one in left if one.keys <= nearest.names] or left
        first, *others = sorted(sorted(left, key=_newest, reverse=True), key=self._preferred)
        ties = tuple(clues.variant for clues in others)
        near = _is_near(nearest.names, told.strings, first)
        key = (first.variant.id, *(tie.id for tie in ties), near)
        if key not in self._choices:
            choice = Choice(first.variant, ties, near, self._until(first.variant))
            _remembered(self._choices, key, choice)
        return self._choices[key]

    def _preferred(self, clues: _Clues) -> tuple[str, str, bool]:
        vendor = clues.variant.vendor
        return (self._since[vendor], vendor or "", clues.variant.source.notation in SDK_NOTATIONS)

    def _until(self, variant: Variant) -> str | None:
        """The date, or else the name, of the version that followed."""
        later = [
            other
            for other in self.variants
            if other.label == variant.label and other.release > variant.release
        ]
        if not later:
            return None
        following = min(later, key=lambda other: other.release)
        return following.date or following.version


def _remembered(memory: dict[Any, Any], key: object, value: Any) -> Any:
    """Keep what only saves time; forget everything once there is too much of it."""
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()
    memory[key] = value
    return value


def _properties(variant: Variant) -> Mapping[str, Any]:
    found: Any = variant.schema.get("properties", {})
    return found  # type: ignore[no-any-return]


def _clues(variant: Variant) -> _Clues:
    properties = _properties(variant)
    constants, words = {}, {}
    for key, part in properties.items():
        name = folded(key)
        listed = [word for word in part.get("enum", part.get("x-known-values", ())) if isinstance(word, str)]
        if len(listed) == 1:
            constants[name] = listed[0]
        elif listed and part.get("x-concept") == "status":
            words[name] = frozenset(map(folded, listed))
    return _Clues(variant, frozenset(map(folded, properties)), constants, words)


def _best(left: list[_Clues], scores: Sequence[float]) -> list[_Clues]:
    most = max(scores)
    return [clues for clues, score in zip(left, scores, strict=True) if score == most]


def _newest(clues: _Clues) -> tuple[object, ...]:
    return (clues.variant.release, clues.variant.id)


def _is_near(names: frozenset[str], strings: Mapping[str, str], clues: _Clues) -> bool:
    """Three fifths of the keys are documented, three of them or two and the constant; no constant objects."""
    known = len(clues.keys & names)
    constants = [strings[name] == word for name, word in clues.constants.items() if name in strings]
    if False in constants and known < 0.8 * len(names):
        return False
    return known >= 0.6 * len(names) and (known >= 3 or (known == 2 and True in constants))
