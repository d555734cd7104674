"""One place of a normalised schema: its facts, its bounds, and the places below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from batchschema.core import Field, Null, Presence
from batchschema.core.facts import JSON_TYPES
from batchschema.core.pointer import Token
from batchschema.diff.normal import DRAFT_2020_12, Schema
from batchschema.engines import Engine, compiled
from batchschema.shape import shape_of

BOUNDS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"),
    *("pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "propertyNames"),
)
HOLDERS = {
    **dict.fromkeys(("minLength", "maxLength", "pattern"), "string"),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems"), "array"),
    **dict.fromkeys(("minProperties", "maxProperties", "propertyNames"), "object"),
}
"""The type that a bound is about; the others are about numbers."""
BRANCHES = ("anyOf", "oneOf")
CONDITIONS = (
    *("not", "if", "then", "else", "dependentRequired", "dependentSchemas"),
    *("contains", "minContains", "maxContains", "unevaluatedItems", "prefixItems"),
)
PATTERNS = ("patternProperties",)
ANNOTATIONS = ("title", "description", "default", "deprecated", "examples", "readOnly", "writeOnly")
LEAF = {"type", "enum", "const", "format", "x-spelled", "x-documented", *ANNOTATIONS}
"""Keywords whose union over branches the facts describe without loss."""
FALSE: Schema = {"not": {}}


class _Found(NamedTuple):
    contents: Any
    resolver: Any


class Definitions:
    """The `$defs` of a normalised schema; resolves `#/$defs/…`, for shapes without what lies below."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self.schemas = schemas
        self._shallow: dict[str, Any] = {}

    def of(self, ref: str) -> Any:
        """What a reference names."""
        return self.schemas[ref.removeprefix("#/$defs/")]

    def lookup(self, ref: str) -> _Found:
        """The protocol that shape derivation asks for."""
        if ref not in self._shallow:
            self._shallow[ref] = shallow(self.of(ref))
        return _Found(self._shallow[ref], self)


def shallow(schema: Any) -> Any:
    """A schema without what holds for the places below it."""
    if not isinstance(schema, Mapping):
        return schema
    words = {"type", "enum", "const", "format", "$ref", *LEAF}
    out = {key: value for key, value in schema.items() if key in words or key.startswith("x-")}
    for word in ("allOf", *BRANCHES):
        if word in schema:
            out[word] = [shallow(part) for part in schema[word]]
    if "type" not in out and ("enum" in out or "const" in out):
        out["type"] = list(dict.fromkeys(json_type(word) for word in out.get("enum", [out.get("const")])))
    return out


class Place:
    """A place that a schema describes; the places below it are made when they are asked for."""

    def __init__(self, schema: Any, definitions: Definitions, presence: Presence | None = None) -> None:
        self.schema = schema
        self.definitions = definitions
        self.presence = presence
        """None for items, map values and the root."""

    @classmethod
    def root(cls, schema: Schema) -> Place:
        """The place of a whole normalised schema."""
        definitions = Definitions(schema.get("$defs", {}))
        return cls({key: value for key, value in schema.items() if key != "$defs"}, definitions)

    @cached_property
    def whole(self) -> Schema:
        """The schema of this place, with all it refers to, on its own."""
        own = self.schema if isinstance(self.schema, Mapping) else ({} if self.schema else FALSE)
        defs = {"$defs": self.definitions.schemas} if self.definitions.schemas else {}
        return {"$schema": DRAFT_2020_12, **own, **defs}

    @cached_property
    def engine(self) -> Engine:
        """A fast judge of values for this place alone."""
        return compiled(self.whole)

    @cached_property
    def parts(self) -> tuple[Mapping[str, Any], ...]:
        """The schemas that all hold here: own keywords, `$ref`, `allOf`, unions with null seen through."""
        return tuple(_parts(self.schema, self.definitions, ()))

    @cached_property
    def identity(self) -> tuple[int, ...]:
        """What two places share that one reference leads to."""
        return tuple(id(part) for part in self.parts if not set(part) <= {"$ref", "$schema"})

    @cached_property
    def field(self) -> Field:
        """Types, null, words and format; what lies below is left out."""
        field = shape_of(shallow(self.schema), self.definitions).root
        if field.types is None and field.values is not None:
            field = replace(field, types=tuple(dict.fromkeys(json_type(value) for value in field.values)))
        return replace(field, presence=self.presence or Presence.UNSTATED)

    @property
    def types(self) -> tuple[str, ...]:
        """The JSON types other than null that may stand here."""
        if self.field.types is None:
            return tuple(name for name in JSON_TYPES if name not in ("null", "integer"))
        return self.field.types

    @property
    def nullable(self) -> bool:
        """Whether null is let through by this very schema."""
        return self.field.null is not Null.FORBIDDEN

    @cached_property
    def bounds(self) -> dict[str, Any]:
        """Each bound, the tightest where several schemas state it."""
        out: dict[str, Any] = {}
        for part in self.parts:
            for word in BOUNDS:
                if word in part:
                    out[word] = _tighter(word, out[word], part[word]) if word in out else part[word]
        return {word: value for word, value in out.items() if value is not False}

    @cached_property
    def required(self) -> frozenset[str]:
        """The keys that must be there."""
        return frozenset(
            name
            for part in self.parts
            for name in part.get("required", ())
            if isinstance(part["required"], list)
        )

    @cached_property
    def properties(self) -> dict[str, Place]:
        """The named fields, in the document's order."""
        names = dict.fromkeys(name for part in self.parts for name in part.get("properties", ()))
        names |= dict.fromkeys(sorted(self.required - set(names)))
        found = {name: [_under(part, name) for part in self.parts] for name in names}
        return {
            name: Place(_all(schemas), self.definitions, self._presence(name, schemas))
            for name, schemas in found.items()
        }

    def _presence(self, name: str, schemas: list[Any]) -> Presence:
        if name in self.required:
            return Presence.REQUIRED
        said = [part.get("x-documented", {}) for part in schemas if isinstance(part, Mapping)]
        silent = any(each.get("presence") == Presence.UNSTATED.value for each in said)
        return Presence.UNSTATED if silent else Presence.OPTIONAL

    @cached_property
    def items(self) -> Place | None:
        """The elements of an array; None where nothing is said of them."""
        return self._below("items")

    @cached_property
    def free(self) -> Place | bool:
        """The values under keys that are not named: True for any, False for none."""
        found = [part["additionalProperties"] for part in self.parts if "additionalProperties" in part]
        if False in [part.get("unevaluatedProperties") for part in self.parts] or False in found:
            return False
        below = self._below("additionalProperties")
        return True if below is None or below.schema in (True, {}) else below

    def _below(self, word: str) -> Place | None:
        found = [part[word] for part in self.parts if isinstance(part.get(word), (Mapping, bool))]
        return Place(_all(found), self.definitions) if found else None

    def child(self, token: Token) -> Place | None:
        """The place one step down; None where nothing may stand or nothing is said."""
        if token == "*" and "*" not in self.properties:
            free = self.free if isinstance(self.free, Place) else None
            return self.items if self.items is not None else free
        if isinstance(token, str) and token in self.properties:
            return self.properties[token]
        return self.free if isinstance(self.free, Place) else None

    def extras(self, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """What the schemas of this place say under some keywords, unions with null left out."""
        for part in self.parts:
            for word in words:
                if word in part and not (word in BRANCHES and self._is_seen_through(part[word])):
                    yield word, part[word]

    def _is_seen_through(self, branches: Any) -> bool:
        return _single(branches) is not None or are_leaves(branches, self.definitions)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the facts, the bounds and the places below are all there is."""
        words = (*BRANCHES, *CONDITIONS, *PATTERNS, "unevaluatedProperties")
        return self.has_one_format and not any(True for _ in self.extras(words))

    @cached_property
    def has_one_format(self) -> bool:
        """Whether `field.format` is all that is said about formats here; false where nothing may stand."""
        formats = {part["format"] for part in self.parts if "format" in part}
        formats |= {self.field.format} if self.field.format else set()
        return len(formats) < 2 and self.schema is not False


def json_type(value: object) -> str:
    """The JSON type of a value; `integer` for a whole number."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if value == int(value) else "number"
    names = {str: "string", dict: "object", list: "array", type(None): "null"}
    return names[type(value)]


def are_leaves(branches: Any, definitions: Definitions) -> bool:
    """Whether each branch is a plain type, none of them twice: then the facts tell the whole union."""
    types: list[str] = []
    listed: set[bool] = set()
    for branch in branches:
        if isinstance(branch, Mapping) and set(branch) == {"$ref"}:
            branch = definitions.of(branch["$ref"])
        if not isinstance(branch, Mapping) or not set(branch) <= LEAF:
            return False
        names = branch.get("type")
        if names is None:
            return False
        types += [names] if isinstance(names, str) else names
        if names != "null":
            listed.add("enum" in branch or "const" in branch)
    return len(types) == len(set(types)) and len(listed) < 2 and not {"integer", "number"} <= set(types)


def _single(branches: Any) -> Any:
    """The one branch of a union that is more than null, where there is just one and null as well."""
    real = [branch for branch in branches if not _is_null(branch)]
    return real[0] if len(real) == 1 and len(branches) > 1 else None


def _is_null(branch: Any) -> bool:
    if not isinstance(branch, Mapping):
        return False
    return (
        branch.get("type") in ("null", ["null"])
        or branch.get("enum") == [None]
        or ("const" in branch and branch["const"] is None)
    )


def _parts(schema: Any, definitions: Definitions, above: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    if not isinstance(schema, Mapping):
        return
    yield schema
    ref = schema.get("$ref")
    if isinstance(ref, str) and ref not in above:
        yield from _parts(definitions.of(ref), definitions, (*above, ref))
    for part in schema.get("allOf", ()):
        yield from _parts(part, definitions, above)
    for word in BRANCHES:
        if word in schema and (only := _single(schema[word])) is not None:
            yield from _parts(only, definitions, above)


def _under(part: Mapping[str, Any], name: str) -> Any:
    """What one schema says of a key: by name, or as of any that it does not name."""
    named = part.get("properties", {})
    return named[name] if name in named else part.get("additionalProperties", True)


def _all(schemas: list[Any]) -> Any:
    telling = [part for part in schemas if part is not True]
    unique = [part for index, part in enumerate(telling) if part not in telling[:index]]
    if not unique:
        return True
    return unique[0] if len(unique) == 1 else {"allOf": unique}


def _tighter(word: str, one: Any, other: Any) -> Any:
    if word.startswith("min") or word == "exclusiveMinimum":
        return max(one, other)
    if word.startswith("max") or word == "exclusiveMaximum":
        return min(one, other)
    return one if one == other else {"allOf": [one, other]} if word == "propertyNames" else f"{one} & {other}"
