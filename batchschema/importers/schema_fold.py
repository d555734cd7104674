"""A schema with references, unions and intersections, folded into one description per place."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from batchschema.core import Null, Pointer, Presence, UnusableSchema
from batchschema.core.facts import JSON_TYPES
from batchschema.core.instance import Location
from batchschema.importers.canonical import FORMATS, MOST_PLACES
from batchschema.importers.described import NOTHING_SET, Described, both, either, is_silent, rewritten
from batchschema.importers.doubt import Doubt, Example
from batchschema.importers.literals import NoLiteral, literal_in
from batchschema.importers.prose import limited, timed
from batchschema.importers.schema_references import is_unset, resolved
from batchschema.importers.schema_words import bounds_of, spelling

NUMERIC_FORMATS = (
    *JSON_TYPES,
    "int8",
    "int16",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "float",
    "double",
    "unixtime",
)
"""Formats that say no more than the type does."""
ASSERTING = (
    "not", "if", "then", "else", "patternProperties", "dependentRequired", "dependentSchemas", "dependencies",
    "contains", "minContains", "maxContains", "prefixItems", "unevaluatedProperties", "unevaluatedItems",
    "$dynamicRef", "$recursiveRef",
)  # fmt: skip
"""Keywords that assert something for which a canonical schema has no word."""
UNSET = "~?~unset~?~sentinel~?~"
"""The default that Speakeasy's Python models have for a field that is absent."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between drafts."""

    notation: str
    references_alone: bool
    """True where keywords beside `$ref` are ignored: up to draft 7, and in OpenAPI 3.0."""
    nullable: bool
    """True where `nullable` means something: in OpenAPI 3.0, beside a type."""
    states_presence: bool


class Fold:
    """One document being folded; a reference that leads back into itself is left open."""

    def __init__(self, document: Mapping[str, Any], source: str, dialect: Dialect) -> None:
        self.document, self.source, self.dialect = document, source, dialect
        self.doubts: list[Doubt] = []
        self.examples: list[Example] = []
        self.places = 0
        self._under_way: list[int] = []

    def root(self, schema: Any) -> Described:
        """The whole object."""
        return rewritten(self.fold(schema, Pointer()), self._sound)

    def _sound(self, pointer: Pointer, node: Described) -> Described:
        """A place that can have some value; one that no value satisfies is left open."""
        if node.presence is Presence.REQUIRED and node.written is None and is_silent(node):
            self.doubt("required-field-not-described", "is required and described nowhere", pointer)
        if node.null is Null.FORBIDDEN and (node.types == () or node.values == ()):
            self.doubt("unsatisfiable-field", "accepts no value at all; left open", pointer)
            return Described(presence=node.presence, written=node.written)
        return node

    def fold(self, schema: Any, pointer: Pointer) -> Described:
        """The facts of one subschema, presence aside."""
        if isinstance(schema, bool):
            return Described(null=Null.ALLOWED) if schema else Described((), null=Null.FORBIDDEN, values=())
        if not isinstance(schema, Mapping):
            self.doubt("not-a-schema", "is no schema: a schema is an object, true or false", pointer)
            return Described(written=spelling(schema))
        self.places += 1
        if self.places > MOST_PLACES:
            raise UnusableSchema(
                self.source, f"unfolds to more than {MOST_PLACES:,} places; name a smaller root"
            )
        if id(schema) in self._under_way:
            self.doubt("unresolvable-reference", "contains itself; left open there", pointer)
            return Described(written=spelling(schema))
        self._under_way.append(id(schema))
        node = replace(self._combined(schema, pointer), written=spelling(schema))
        self._under_way.pop()
        self._keep_examples(schema, node, pointer)
        node = limited(node, str(schema.get("description", "")))
        return timed(
            replace(node, prose=str(schema.get("description", ""))), str(pointer.key) if pointer else ""
        )

    def _combined(self, schema: Mapping[str, Any], pointer: Pointer) -> Described:
        reference = schema.get("$ref")
        if isinstance(reference, str) and self.dialect.references_alone:
            if schema.get("nullable"):
                self.doubt(
                    "nullable-keyword-ignored", "has `nullable` beside `$ref`, where it is ignored", pointer
                )
            return self._referred(reference, pointer)
        node = self._own(schema, pointer)
        if isinstance(reference, str):
            node = both(node, self._referred(reference, pointer))
        for part in self._list(schema, "allOf", pointer):
            node = both(node, self.fold(part, pointer))
        for word in ("anyOf", "oneOf"):
            members = [
                part for part in self._list(schema, word, pointer) if not is_unset(part, self.document)
            ]
            if members:
                node = both(node, either([self.fold(part, pointer) for part in members]))
        return node

    def _list(self, schema: Mapping[str, Any], word: str, pointer: Pointer) -> list[Any]:
        parts = schema.get(word, [])
        if isinstance(parts, list):
            return parts
        self.doubt("not-a-schema", f"has a `{word}` that is no list", pointer)
        return []

    def _referred(self, reference: str, pointer: Pointer) -> Described:
        found = resolved(self.document, reference)
        if found is None:
            why = (
                "is in another document, and none is fetched"
                if not reference.startswith("#")
                else "leads nowhere"
            )
            self.doubt("unresolvable-reference", f"$ref {reference!r} {why}; left open", pointer)
            return Described()
        return self.fold(found, pointer)

    def _own(self, schema: Mapping[str, Any], pointer: Pointer) -> Described:
        """What the schema's own keywords say."""
        types = self._types(schema, pointer)
        values = self._values(schema, pointer)
        if "nullable" in schema and schema["nullable"] and not (self.dialect.nullable and types is not None):
            self.doubt("nullable-keyword-ignored", self._why_ignored(), pointer)
        nullable = bool(schema.get("nullable")) and self.dialect.nullable and types is not None
        listed = values is None or None in values
        null = Null.ALLOWED if listed and (types is None or nullable or "null" in types) else Null.FORBIDDEN
        if not listed and types is not None and ("null" in types or nullable):
            self.doubt(
                "enum-excludes-null", "may be null by its type, and not by its list of values", pointer
            )
        for word in ASSERTING:
            if word in schema:
                self.doubt(
                    "keyword-outside-vocabulary", f"`{word}` has no place in a canonical schema", pointer
                )
        named = tuple(name for name in types if name != "null") if types is not None else None
        default = schema.get("default", NOTHING_SET)
        return Described(
            types=named,
            null=null,
            values=None if values is None else tuple(value for value in values if value is not None),
            openness="closed" if values else None,
            format=self._format(schema, pointer),
            bounds=bounds_of(schema, named),
            properties=self._properties(schema, pointer),
            items=self._part(schema.get("items"), pointer),
            values_of=self._values_of(schema, pointer),
            default=NOTHING_SET if default == UNSET else default,
            deprecated=schema.get("deprecated") is True,
            unit="epoch-seconds" if schema.get("format") == "unixtime" else None,
            unit_basis="documented" if schema.get("format") == "unixtime" else None,
        )

    def _why_ignored(self) -> str:
        where = "beside no type" if self.dialect.nullable else "in this dialect"
        return f"says `nullable`, which means nothing {where}"

    def _types(self, schema: Mapping[str, Any], pointer: Pointer) -> tuple[str, ...] | None:
        types = schema.get("type")
        if types is None:
            return None
        names = [types] if isinstance(types, str) else types
        if not isinstance(names, list) or not all(name in JSON_TYPES for name in names):
            self.doubt("not-a-schema", f"has a type that is none: {json.dumps(types)}", pointer)
            return None
        return tuple(dict.fromkeys(names))

    def _values(self, schema: Mapping[str, Any], pointer: Pointer) -> list[Any] | None:
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        if values is None:
            return None
        if not isinstance(values, list) or not values:
            self.doubt("not-a-schema", "has an `enum` that lists nothing", pointer)
            return None
        if any(isinstance(value, (dict, list)) for value in values):
            self.doubt("keyword-outside-vocabulary", "lists objects or arrays as values", pointer)
            return None
        return list(dict.fromkeys(values))

    def _format(self, schema: Mapping[str, Any], pointer: Pointer) -> str | None:
        name = schema.get("format")
        if name in FORMATS or name is None:
            return name
        if name not in NUMERIC_FORMATS:
            self.doubt("keyword-outside-vocabulary", f"format {name!r} is not asserted", pointer)
        return None

    def _properties(self, schema: Mapping[str, Any], pointer: Pointer) -> dict[str, Described]:
        given = schema.get("properties", {})
        if not isinstance(given, Mapping):
            self.doubt("not-a-schema", "has `properties` that are no object", pointer)
            given = {}
        required = schema.get("required")
        names = required if isinstance(required, list) else []
        absent = Presence.OPTIONAL if self.dialect.states_presence else Presence.UNSTATED
        out = {}
        for name, part in given.items():
            presence = Presence.REQUIRED if name in names else absent
            out[str(name)] = replace(self.fold(part, pointer / str(name)), presence=presence)
        for name in names:
            out.setdefault(str(name), Described(presence=Presence.REQUIRED, null=Null.ALLOWED))
        return out

    def _part(self, part: Any, pointer: Pointer) -> Described | None:
        if isinstance(part, list):
            self.doubt(
                "keyword-outside-vocabulary",
                "`items` by position have no place in a canonical schema",
                pointer,
            )
            return None
        return self.fold(part, pointer / "*") if isinstance(part, Mapping) else None

    def _values_of(self, schema: Mapping[str, Any], pointer: Pointer) -> Described | None:
        free = schema.get("additionalProperties")
        if free is False:
            text = "is closed; a canonical schema stays open, and its strict reading closes it"
            self.doubt("keyword-outside-vocabulary", text, pointer)
        if free is True or free == {}:
            return Described()
        return self.fold(free, pointer / "*") if isinstance(free, Mapping) else None

    def _keep_examples(self, schema: Mapping[str, Any], node: Described, pointer: Pointer) -> None:
        given = [schema["example"]] if "example" in schema else []
        if isinstance(schema.get("examples"), list):
            given += schema["examples"]
        about = schema.get("x-oaiMeta")
        if isinstance(about, Mapping) and "example" in about:
            given.append(about["example"])
        for value in given:
            if isinstance(value, str) and node.types == ("object",):
                self.examples += _examples_of_text(value, Location(self.source), pointer)
            else:
                self.examples.append(Example(value, Location(self.source), pointer))

    def doubt(self, rule: str, text: str, pointer: Pointer) -> None:
        """Note one; the same is not noted twice."""
        doubt = Doubt(rule, text, Location(self.source), pointer)
        if doubt not in self.doubts:
            self.doubts.append(doubt)


def _examples_of_text(text: str, location: Location, pointer: Pointer) -> list[Example]:
    """An example given as text: its flaw if it is no JSON, and its value if that can still be told."""
    try:
        return [Example(json.loads(text), location, pointer)]
    except json.JSONDecodeError as error:
        flaw = f"{error.msg.lower()} in its line {error.lineno}"
        found = [Example(flaw, location, pointer, is_text=True)]
    with contextlib.suppress(NoLiteral):
        found.append(Example(literal_in(text), location, pointer))
    return found
