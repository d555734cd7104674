"""Take schemas that must hold together apart into alternatives without applicators.

Each alternative is a list of plain keyword objects, which can be merged type by type, with the schemas
that an engine has to be asked about because their keywords cannot be built towards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from random import Random
from typing import Any

from batchschema.generate.contradictions import contradicts_itself
from batchschema.generate.drafts import Keywords
from batchschema.generate.ground import TYPES, Ground, Schema
from batchschema.generate.negation import (
    ALL_TYPES,
    Choice,
    negations,
    types_of,
    with_key,
    without,
)

MOST = 64
"""Alternatives of one place; what lies beyond is valid, but never drawn."""
MOST_SAMPLED = 24
"""Alternatives that are looked for where there are more than that."""
MOST_STEPS, MOST_STEPS_OF_SAMPLE = 4000, 200
MOST_TURNED = 12
"""Ways not to be the other branches of a `oneOf`; where there are more, an engine sorts them out."""
ASSERTED = frozenset(
    ("unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "oneOf", "not", "if", "maxContains")
)
"""Keywords that what is built may still break."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to satisfy some schemas."""

    types: tuple[str, ...]
    atoms: tuple[Keywords, ...]
    """Keyword objects that hold together."""
    checks: tuple[Schema, ...]
    """Schemas to ask an engine about."""


class Expansion:
    """One walk through the alternatives of some schemas."""

    def __init__(self, ground: Ground, turned: dict[int, tuple[Schema, list[Choice]]]) -> None:
        self._ground = ground
        self._turned = turned
        self._steps = 0
        self._random: Random | None = None
        self.complete = True
        """False when there may be other alternatives."""

    def of(self, schemas: Sequence[Schema]) -> list[Alternative]:
        """The alternatives, the simplest first; where there are too many, some from all over."""
        start = Alternative(ALL_TYPES, (), ())
        out = list(islice(self._expand(tuple(schemas), (), frozenset(), start), MOST + 1))
        if len(out) <= MOST and self._steps <= MOST_STEPS:
            return out
        self.complete, self._random = False, Random(0)
        out = []
        for _ in range(MOST_SAMPLED):
            self._steps = MOST_STEPS - MOST_STEPS_OF_SAMPLE
            out += islice(self._expand(tuple(schemas), (), frozenset(), start), 1)
        return out

    def _expand(
        self,
        pending: tuple[Schema, ...],
        splits: tuple[list[Choice], ...],
        seen: frozenset[int],
        so_far: Alternative,
    ) -> Iterator[Alternative]:
        """Take in what is pending, then choose at the splits, the narrowest first."""
        self._steps += 1
        while pending:
            schema, *rest = pending
            pending = tuple(rest)
            if schema is False:
                return
            if not isinstance(schema, Mapping) or id(schema) in seen:
                continue
            seen = seen | {id(schema)}
            words = self._ground.keywords(schema)
            merged = _joined(so_far, words, schema)
            if merged is None:
                return
            so_far = merged
            pending = (*self._always(schema, words), *pending)
            splits = (*splits, *self._ways(words))
        if not splits:
            yield so_far
            return
        if self._steps > MOST_STEPS:
            return
        if self._random is not None and contradicts_itself(so_far.types, so_far.atoms, self._ground):
            return
        first, *others = sorted(splits, key=len) if self._random is not None else splits
        choices = first if self._random is None else self._random.sample(first, len(first))
        for choice in choices:
            yield from self._expand(tuple(choice), tuple(others), seen, so_far)

    def _always(self, schema: Mapping[str, Any], words: Keywords) -> Iterator[Schema]:
        """Schemas that hold whenever this one does."""
        for word in ("$ref", "$dynamicRef"):
            if isinstance(words.get(word), str):
                self.complete = self.complete and word == "$ref"  # where the other leads depends on the way
                yield self._ground.target(schema, words[word])
        yield from words.get("allOf", ())

    def _ways(self, words: Keywords) -> list[list[Choice]]:
        """For each keyword that leaves a choice, what can be chosen."""
        ways: list[list[Choice]] = []
        if "anyOf" in words:
            ways.append([(branch,) for branch in words["anyOf"]])
        if "oneOf" in words:
            ways.append(self._one_of(words["oneOf"]))
        if "not" in words:
            ways.append(self._not(words["not"]))
        if "if" in words:
            then, other = words.get("then", True), words.get("else", True)
            ways.append([(words["if"], then), *[(*choice, other) for choice in self._not(words["if"])]])
        for key, part in words.get("dependentSchemas", {}).items():
            ways.append([(without(key),), (with_key(key), part)])
        return ways

    def _one_of(self, branches: Sequence[Schema]) -> list[Choice]:
        """Each branch, with the others turned round where there are few ways to do so."""
        if len(branches) > MOST_TURNED:
            return [(branch,) for branch in branches]
        out: list[Choice] = []
        for index, branch in enumerate(branches):
            others = [other for at, other in enumerate(branches) if at != index]
            turned = [self._not(other) for other in others]
            few = prod(len(choices) for choices in turned) <= MOST_TURNED
            for choices in product(*turned) if few else [()]:
                out.append((branch, *(each for choice in choices for each in choice)))
        return out

    def _not(self, schema: Schema) -> list[Choice]:
        known = self._turned.get(id(schema))
        if known is None or known[0] is not schema:
            known = self._turned[id(schema)] = (schema, negations(schema, self._ground))
        return known[1]


def _joined(so_far: Alternative, words: Keywords, schema: Schema) -> Alternative | None:
    """Add a schema's own keywords; None when no type is left."""
    types = so_far.types
    for word in ("type", TYPES):
        if word in words:
            named = types_of(words[word]) if word == "type" else words[word]
            types = tuple(name for name in types if name in named)
    if not types:
        return None
    checks = (*so_far.checks, schema) if ASSERTED & words.keys() else so_far.checks
    return Alternative(types, (*so_far.atoms, words), checks)
