"""The readings of a canonical schema: how silence is taken.

Lenient is what a catalogue file says as it stands: silence forbids nothing. Strict is derived here and
never stored: silence means no. Screen and loose are strict readings turned into fast questions.
A foreign schema has no silence; of it, lenient and strict are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from batchschema.core import Null, Presence
from batchschema.core.facts import JSON_TYPES

Schema = dict[str, Any]

LATEST_SECOND = 4_102_444_800
"""2100-01-01T00:00:00Z; an integer beyond it is no plausible count of seconds since 1970."""
SMALLEST_INTEGER, LARGEST_INTEGER = -(2**63), 2**64 - 1
"""What 64 bits hold; JSON readers make a float of any integer beyond."""


def lenient(schema: Mapping[str, Any]) -> Schema:
    """Silence forbids nothing: the file as it stands."""
    return dict(schema)


def strict(
    schema: Mapping[str, Any], *, nulls: bool = True, presence: bool = True, closed: bool = True
) -> Schema:
    """Silence means no: about null, about presence, about keys that no one documents."""

    def read(part: Schema) -> Schema:
        said = part.get("x-documented", {})
        if nulls and said.get("null") == Null.UNSTATED.value:
            part = _without_null(part)
        properties = part.get("properties")
        if presence and properties:
            named = part.get("required", [])
            silent = [name for name, field in properties.items() if _is_silent_on_presence(field)]
            part = {**part, "required": [name for name in properties if name in named or name in silent]}
            if not part["required"]:
                del part["required"]
        if closed and properties and "additionalProperties" not in part:
            part = {**part, "additionalProperties": False}
        return part

    return _rewritten(schema, read)


def screen(schema: Mapping[str, Any], *, nulls: bool, presence: bool) -> Schema:
    """A schema that only payloads without any finding satisfy, duplicate keys aside.

    It is closed, so that no key can be an SDK's spelling of another. Beside the strict reading it holds what
    no keyword of the document says: timestamps that make sense as seconds, and numbers that fit 64 bits,
    wherever they are.
    """

    def read(part: Schema) -> Schema:
        if part.get("x-unit") == "epoch-seconds":
            part = {**part, "maximum": min(part.get("maximum", LATEST_SECOND), LATEST_SECOND)}
        types = set(_types(part)) or set(JSON_TYPES)
        if types & {"number", "integer"}:
            part = {"minimum": SMALLEST_INTEGER, "maximum": LARGEST_INTEGER, **part}
        if "object" in types and part.get("additionalProperties") in (None, True):
            part = {**part, "additionalProperties": {"$ref": "#/$defs/within64bits"}}
        if "array" in types and "items" not in part:
            part = {**part, "items": {"$ref": "#/$defs/within64bits"}}
        return part

    derived = _rewritten(strict(schema, nulls=nulls, presence=presence), read)
    derived["$defs"] = {
        "within64bits": {
            "minimum": SMALLEST_INTEGER,
            "maximum": LARGEST_INTEGER,
            "items": {"$ref": "#/$defs/within64bits"},
            "additionalProperties": {"$ref": "#/$defs/within64bits"},
        }
    }
    return derived


def loose(schema: Mapping[str, Any]) -> Schema:
    """Only what depends on a value beyond its JSON type: enums, formats, bounds, fractions.

    A payload that satisfies it has no other findings than those its keys and types decide.
    """

    def read(part: Schema) -> Schema:
        types = _types(part)
        out = {key: value for key, value in part.items() if key not in ("type", "required", "enum")}
        if out.get("additionalProperties") is False:
            del out["additionalProperties"]
        if "integer" in types and "number" not in types:
            out["type"] = [name for name in JSON_TYPES if name != "number"]
        if "enum" in part:
            out["enum"] = [*part["enum"], *(() if None in part["enum"] else (None,))]
        return out

    return _rewritten(screen(schema, nulls=False, presence=False), read)


def _rewritten(schema: Mapping[str, Any], read: Callable[[Schema], Schema]) -> Schema:
    """Apply `read` to a schema and to every subschema of properties, items and map values."""
    out = read(dict(schema))
    if "properties" in out:
        out["properties"] = {name: _rewritten(part, read) for name, part in out["properties"].items()}
    for word in ("items", "additionalProperties"):
        if isinstance(out.get(word), Mapping) and "$ref" not in out[word]:
            out[word] = _rewritten(out[word], read)
    return out


def _is_silent_on_presence(part: Mapping[str, Any]) -> bool:
    return bool(part.get("x-documented", {}).get("presence") == Presence.UNSTATED.value)


def _types(part: Mapping[str, Any]) -> list[str]:
    types = part.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _without_null(part: Schema) -> Schema:
    types = [name for name in (_types(part) or JSON_TYPES) if name != "null"]
    out = {**part, "type": types[0] if len(types) == 1 else types}
    if "enum" in part:
        out["enum"] = [value for value in part["enum"] if value is not None]
    return out
