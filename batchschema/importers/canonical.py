"""From what a document says to a canonical schema: JSON Schema 2020-12 in wire names, silence let through."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from batchschema.core import Null, Presence, UnusableSchema
from batchschema.core.facts import JSON_TYPES
from batchschema.importers.described import NOTHING_SET, Described, is_silent
from batchschema.importers.kept import with_kept

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMATS = ("uuid", "date-time", "date", "time", "duration", "uri", "uri-reference", "email")
"""The formats that a canonical schema may assert."""
MOST_PLACES = 20_000
"""How many places one schema may have; a document that unfolds to more is refused."""
LONGEST_WORDS = 160
ID = re.compile(r"([a-z0-9-]+)/([a-z0-9-]+)(?:@([0-9A-Za-z.+-]+))?\Z")


@dataclass(frozen=True, slots=True)
class Header:
    """What a canonical schema says about itself."""

    title: str
    document: str
    notation: str
    sha256: str
    vendor: str = "unknown"
    surface: str = "document"
    version: str | None = None
    known: Mapping[str, Any] = field(default_factory=dict)
    """What the catalogue already says about this variant; kept, the digest aside."""
    notes: tuple[str, ...] = ()


def canonical(root: Described, header: Header) -> dict[str, Any]:
    """The whole file. Raises `UnusableSchema` when the root is no object with fields."""
    if not root.properties:
        after_file = os.path.basename(header.document).startswith(f"{header.title}.")
        what = "is" if after_file else f"`{header.title}` is"
        raise UnusableSchema(header.document, f"{what} no object with named fields")
    written = _object_keywords(root)
    about = _about(header)
    last = f":{about['version']}" if about["version"] else ""
    out: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": f"urn:batchschema:{about['vendor']}:{about['surface']}{last}",
        "title": header.title,
        "description": _own_words(header),
        "x-variant": about,
        "type": "object",
    }
    if "required" in written:
        out["required"] = written["required"]
    out["properties"] = written["properties"]
    return with_kept(out, header.known)


def _own_words(header: Header) -> str:
    kept = header.known.get("description")
    return str(kept or f"The object {header.title}, as an imported document describes it.")[:LONGEST_WORDS]


def _about(header: Header) -> dict[str, Any]:
    known: Mapping[str, Any] = header.known.get("x-variant", {})
    source: Mapping[str, Any] = known.get("source", {})
    about: dict[str, Any] = {
        "vendor": header.vendor,
        "surface": header.surface,
        "version": header.version,
        "date": known.get("date"),
        "party": known.get("party", "third"),
        "direction": known.get("direction", "response"),
        "source": {
            "document": source.get("document", header.document),
            "revision": source.get("revision"),
            "notation": header.notation,
            "sha256": header.sha256,
        },
        "envelopes": list(known.get("envelopes", ())),
        "endpoints": list(known.get("endpoints", ())),
    }
    notes = list(known.get("notes", ())) or [note[:LONGEST_WORDS] for note in header.notes]
    return {**about, "notes": notes} if notes else about


def written(node: Described, *, is_field: bool) -> dict[str, Any]:
    """One place as a subschema; a part, an item or a map's value, has no presence and no name."""
    out: dict[str, Any] = {}
    types = _types(node)
    if types:
        out["type"] = types[0] if len(types) == 1 else list(types)
    if node.values is not None and node.openness != "open" and types:
        nulls = [] if node.null is Null.FORBIDDEN or None in node.values else [None]
        out["enum"] = [*node.values, *nulls]
    if node.format in FORMATS:
        out["format"] = node.format
    if "array" in types and node.items is not None:
        out["items"] = written(node.items, is_field=False)
    if "object" in types:
        out |= _object_keywords(node)
    out |= {word: limit for word, limit in node.bounds.items() if types}
    if node.default is not NOTHING_SET:
        out["default"] = node.default
    if node.openness == "open" and node.values and types:
        out["x-known-values"] = [value for value in node.values if value is not None]
    if node.unit is not None:
        out["x-unit"], out["x-unit-basis"] = node.unit, node.unit_basis or "inferred"
    if is_field:
        names = {
            "x-concept": node.concept,
            "x-sdk-name": node.sdk_name,
            "deprecated": node.deprecated or None,
        }
        out |= {word: value for word, value in names.items() if value is not None}
    out["x-documented"] = _documented(node, is_field=is_field)
    return out


def _object_keywords(node: Described) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if node.properties:
        out["properties"] = {name: written(part, is_field=True) for name, part in node.properties.items()}
        required = [name for name, part in node.properties.items() if part.presence is Presence.REQUIRED]
        if required:
            out["required"] = required
    if node.values_of is not None:
        free = is_silent(node.values_of)
        out["additionalProperties"] = True if free else _map_values(node.values_of)
    return out


def _map_values(node: Described) -> dict[str, Any]:
    out = written(node, is_field=False)
    if node.types is None and node.bounds:
        out = {**node.bounds, **out}
    return out


def _types(node: Described) -> tuple[str, ...]:
    """The types with null where it is let through; empty where any may come."""
    types = node.types
    if types is None and node.null is Null.FORBIDDEN:
        types = _types_of_values(node.values) or tuple(
            name for name in JSON_TYPES if name not in ("null", "integer")
        )
    if types is None:
        return ()
    return types if node.null is Null.FORBIDDEN or "null" in types else (*types, "null")


def _types_of_values(values: tuple[Any, ...] | None) -> tuple[str, ...]:
    names = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}
    return tuple(dict.fromkeys(names[type(value)] for value in values or () if value is not None))


def _documented(node: Described, *, is_field: bool) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if is_field:
        said["presence"] = node.presence.value
    said["null"] = node.null.value
    if node.written is not None or is_field:
        said["as"] = node.written or "unstated"
    if node.values and node.openness is not None:
        said["values"] = node.openness
    if node.by_example:
        said["evidence"] = "example"
    if node.taken_from:
        said["from"] = dict(node.taken_from)
    return said
