"""JSON Schema and OpenAPI components, each with its own way to write null."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from tests.renderers.prose import prose

Part = dict[str, Any]
KEPT = (
    "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
    "propertyNames", "default", "deprecated",
)  # fmt: skip


def json_schema(schema: Part, folder: Path) -> Path:
    """A schema of its own, null as a member of the type list."""
    written = _Writer(_listed).root(schema)
    return _file(folder, {"$schema": schema["$schema"], "title": schema["title"], **written})


def openapi_30(schema: Part, folder: Path) -> Path:
    """The only component of a document, null by `nullable`."""
    return _openapi(folder, "3.0.3", schema["title"], _Writer(_nullable).root(schema))


def openapi_31(schema: Part, folder: Path) -> Path:
    """The only component of a document, null as a branch."""
    return _openapi(folder, "3.1.0", schema["title"], _Writer(_branched).root(schema))


def _openapi(folder: Path, version: str, name: str, written: Part) -> Path:
    about = {"title": "Batches", "version": "1"}
    return _file(
        folder, {"openapi": version, "info": about, "paths": {}, "components": {"schemas": {name: written}}}
    )


def _file(folder: Path, document: Part) -> Path:
    (folder / "document.json").write_bytes(orjson.dumps(document))
    return folder / "document.json"


def _listed(part: Part) -> Part:
    if "enum" in part:
        part = {**part, "enum": [*part["enum"], None]}
    types = part["type"]
    return {**part, "type": [*([types] if isinstance(types, str) else types), "null"]}


def _nullable(part: Part) -> Part:
    if "enum" in part:
        part = {**part, "enum": [*part["enum"], None]}
    return {**part, "nullable": True}


def _branched(part: Part) -> Part:
    aside: Part = {word: part[word] for word in ("description", "default", "deprecated") if word in part}
    inner = {word: said for word, said in part.items() if word not in aside}
    return {"anyOf": [inner, {"type": "null"}], **aside}


class _Writer:
    """Writes the places of one schema; `with_null` adds null to a subschema that has a type."""

    def __init__(self, with_null: Callable[[Part], Part]) -> None:
        self.with_null = with_null

    def root(self, schema: Part) -> Part:
        return {"type": "object", **self.inside(schema)}

    def place(self, part: Part) -> Part:
        types = part.get("type")
        names = [types] if isinstance(types, str) else list(types or [])
        plain = [name for name in names if name != "null"]
        out: Part = {"type": plain[0] if len(plain) == 1 else plain} if plain else {}
        if "enum" in part:
            out["enum"] = [word for word in part["enum"] if word is not None]
        if "x-known-values" in part:
            out = {"anyOf": [{**out, "enum": part["x-known-values"]}, dict(out)]}
        limits = prose(part)
        out |= {word: part[word] for word in KEPT if word in part and not (limits and "Prop" in word)}
        if limits:
            out["description"] = limits
        if "items" in part:
            out["items"] = self.place(part["items"])
        out |= self.inside(part)
        if not plain or part["x-documented"]["null"] == "forbidden":
            return out
        return _branched(out) if "anyOf" in out else self.with_null(out)

    def inside(self, part: Part) -> Part:
        out = {word: part[word] for word in ("required",) if word in part}
        if "properties" in part:
            out["properties"] = {name: self.place(field) for name, field in part["properties"].items()}
        values = part.get("additionalProperties")
        if values is True:
            out["additionalProperties"] = True
        elif values is not None and "type" in values:
            bare = {word: said for word, said in values.items() if word != "maxLength"}
            out["additionalProperties"] = self.place(bare if prose(part) else values)
        return out
