"""What must hold where a schema must not: as schemas again, so that values can be made by them.

The answer only guides: whoever uses it asks an engine about the schema that held the `not`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from batchschema.generate.ground import TYPES, Ground, Schema

ALL_TYPES = ("null", "boolean", "integer", "fraction", "string", "array", "object")
OBJECT, ARRAY, TEXT = ({TYPES: ["object"]}, {TYPES: ["array"]}, {TYPES: ["string"]})
NUMBER = {TYPES: ["integer", "fraction"]}
Choice = Sequence[Schema]
"""Schemas that hold together."""
DEEPEST = 4
"""References are followed this far; beyond, an engine has to decide."""


def negations(schema: Schema, ground: Ground, *, depth: int = 0) -> list[Choice]:
    """The ways not to satisfy a schema; none where everything satisfies it.

    An empty choice says nothing: it stands where a keyword cannot be turned round.
    """
    if isinstance(schema, bool):
        return [] if schema else [()]
    if depth > DEEPEST:
        return [()]
    found: list[Choice] = []
    words = ground.keywords(schema)
    for keyword, value in words.items():
        if keyword in ("if", "then", "else", "minContains", "maxContains"):
            continue
        if keyword in _TURNED:
            found += [({**_TURNED[keyword](value)},)]
        elif keyword in _STRUCTURES:
            found += _STRUCTURES[keyword](value, ground, schema, depth)
        elif keyword in _OPAQUE:
            found.append((_OPAQUE[keyword],))
    if "if" in words and ("then" in words or "else" in words):
        found.append(())
    return found


def types_of(names: str | Sequence[str]) -> list[str]:
    """JSON Schema's type names in the words used here, where integers are no part of the fractions."""
    listed = [names] if isinstance(names, str) else names
    return [each for name in listed for each in (("integer", "fraction") if name == "number" else (name,))]


def without(key: str) -> Schema:
    """No object with this key."""
    return {"properties": {key: False}}


def with_key(key: str) -> Schema:
    """Only objects with this key."""
    return {TYPES: ["object"], "required": [key]}


def _not_types(names: str | list[str]) -> dict[str, Any]:
    taken = types_of(names)
    return {TYPES: [name for name in ALL_TYPES if name not in taken]}


_TURNED: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "type": _not_types,
    TYPES: _not_types,
    "minimum": lambda bound: {**NUMBER, "exclusiveMaximum": bound},
    "exclusiveMinimum": lambda bound: {**NUMBER, "maximum": bound},
    "maximum": lambda bound: {**NUMBER, "exclusiveMinimum": bound},
    "exclusiveMaximum": lambda bound: {**NUMBER, "minimum": bound},
    "minLength": lambda bound: {**TEXT, "maxLength": bound - 1},
    "maxLength": lambda bound: {**TEXT, "minLength": bound + 1},
    "minItems": lambda bound: {**ARRAY, "maxItems": bound - 1},
    "maxItems": lambda bound: {**ARRAY, "minItems": bound + 1},
    "minProperties": lambda bound: {**OBJECT, "maxProperties": bound - 1},
    "maxProperties": lambda bound: {**OBJECT, "minProperties": bound + 1},
}
_OPAQUE: Mapping[str, Schema] = {
    "const": {},
    "enum": {},
    "oneOf": {},
    "pattern": TEXT,
    "format": TEXT,
    "multipleOf": NUMBER,
    "uniqueItems": ARRAY,
    "prefixItems": ARRAY,
    "contains": ARRAY,
    "unevaluatedItems": ARRAY,
    "patternProperties": OBJECT,
    "additionalProperties": OBJECT,
    "unevaluatedProperties": OBJECT,
    "propertyNames": OBJECT,
    "dependentSchemas": OBJECT,
    "$dynamicRef": {},
}


def _not_required(keys: list[str], *_: object) -> Iterator[Choice]:
    for key in keys:
        yield (OBJECT, without(key))


def _not_dependent(keys: Mapping[str, list[str]], *_: object) -> Iterator[Choice]:
    for key, others in keys.items():
        for other in others:
            yield (with_key(key), without(other))


def _not_properties(parts: Mapping[str, Schema], *_: object) -> Iterator[Choice]:
    for key, part in parts.items():
        if part is not True:
            yield (with_key(key), {"properties": {key: {"not": part}}})


def _not_items(part: Schema, *_: object) -> Iterator[Choice]:
    if part is not True:
        yield ({TYPES: ["array"], "minItems": 1, "contains": {"not": part}},)


def _not_not(part: Schema, *_: object) -> Iterator[Choice]:
    yield (part,)


def _not_all(parts: list[Schema], ground: Ground, _: object, depth: int) -> Iterator[Choice]:
    for part in parts:
        yield from negations(part, ground, depth=depth + 1)


def _not_any(parts: list[Schema], *_: object) -> Iterator[Choice]:
    yield tuple({"not": part} for part in parts)


def _not_referred(reference: str, ground: Ground, schema: Mapping[str, Any], depth: int) -> Iterator[Choice]:
    yield from negations(ground.target(schema, reference), ground, depth=depth + 1)


_STRUCTURES: Mapping[str, Callable[[Any, Ground, Any, int], Iterator[Choice]]] = {
    "required": _not_required,
    "dependentRequired": _not_dependent,
    "properties": _not_properties,
    "items": _not_items,
    "not": _not_not,
    "allOf": _not_all,
    "anyOf": _not_any,
    "$ref": _not_referred,
}

KEYWORDS = frozenset((*_TURNED, *_OPAQUE, *_STRUCTURES, "if", "dependencies", "$recursiveRef"))
"""Every keyword that may let a value through or not."""
