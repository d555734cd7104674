"""A quick look for contradictions: types, words and required keys that cannot be together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from batchschema.generate.drafts import Keywords
from batchschema.generate.ground import TYPES, Ground, Schema
from batchschema.generate.kinds import listed
from batchschema.generate.negation import ALL_TYPES, types_of

DEEPEST = 3
"""Required keys are looked into this far."""


def contradicts_itself(
    types: Sequence[str], atoms: Sequence[Keywords], ground: Ground, depth: int = DEEPEST
) -> bool:
    """Whether nothing can satisfy some keyword objects; False when that does not show at a glance."""
    if not types or listed(atoms) == []:
        return True
    if list(types) != ["object"] or depth == 0:
        return False
    required = {name for words in atoms for name in words.get("required", ())}
    for name in sorted(required):
        schemas = [words["properties"][name] for words in atoms if name in words.get("properties", {})]
        if False in schemas:
            return True
        inner = _flat(schemas, ground)
        left = [each for each in ALL_TYPES if all(each in _types(words) for words in inner)]
        if contradicts_itself(left, inner, ground, depth - 1):
            return True
    return False


def _flat(schemas: Sequence[Schema], ground: Ground) -> list[Keywords]:
    """The keyword objects that hold without a choice."""
    found: list[Keywords] = []
    pending, seen = list(schemas), set()
    while pending:
        schema = pending.pop()
        if not isinstance(schema, Mapping) or id(schema) in seen:
            continue
        seen.add(id(schema))
        words = ground.keywords(schema)
        found.append(words)
        pending += words.get("allOf", ())
        if isinstance(words.get("$ref"), str):
            pending.append(ground.target(schema, words["$ref"]))
    return found


def _types(words: Keywords) -> Sequence[str]:
    named = types_of(words["type"]) if "type" in words else ALL_TYPES
    return [name for name in named if name in words.get(TYPES, ALL_TYPES)]
