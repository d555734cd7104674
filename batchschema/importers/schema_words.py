"""The keywords of a schema that say a type, and those that limit values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

BOUNDS: Mapping[str, tuple[str, ...]] = {
    "string": ("minLength", "maxLength", "pattern"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "array": ("minItems", "maxItems", "uniqueItems"),
    "object": ("minProperties", "maxProperties"),
}
SPELLING = ("$ref", "type", "nullable", "anyOf", "oneOf", "allOf")


def spelling(schema: Any) -> str:
    """How a schema puts its type: the keywords that say it, as compact JSON; a lone type name as it is."""
    if not isinstance(schema, Mapping):
        return json.dumps(schema)
    kept = _spelled(schema)
    alone = kept.get("type") if len(kept) == 1 else None
    if isinstance(alone, str):
        return alone
    return json.dumps(alone if alone is not None else kept, separators=(",", ":"))


def _spelled(schema: Any) -> Any:
    if not isinstance(schema, Mapping):
        return schema
    kept = {word: schema[word] for word in SPELLING if word in schema}
    for word in ("anyOf", "oneOf", "allOf"):
        if isinstance(kept.get(word), list):
            kept[word] = [_spelled(part) for part in kept[word]]
    if not kept:
        kept = {word: schema[word] for word in ("const", "enum") if word in schema}
    return kept


def bounds_of(schema: Mapping[str, Any], types: tuple[str, ...] | None) -> dict[str, Any]:
    """The limits that fit the type; `exclusiveMinimum: true` of old drafts as a number."""
    out: dict[str, Any] = {}
    for kind, words in BOUNDS.items():
        if types is None or kind in types or (kind == "number" and "integer" in types):
            out |= {word: schema[word] for word in words if word in schema}
    for word, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if out.get(word) is True and plain in out:
            out[word] = out.pop(plain)
        elif isinstance(out.get(word), bool):
            del out[word]
    names = schema.get("propertyNames")
    if isinstance(names, Mapping) and (types is None or "object" in types):
        kept = {word: names[word] for word in ("minLength", "maxLength", "pattern") if word in names}
        out |= {"propertyNames": kept} if kept else {}
    return out
