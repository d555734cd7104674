"""A schema with references, unions and intersections, folded into one description per place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from batchschema.core import Null, Pointer, Presence, UnusableSchema
from batchschema.core.facts import JSON_TYPES
from batchschema.core.instance import Passage
from batchschema.importers.canonical import FORMATS, MOST_PLACES
from batchschema.importers.described import NOTHING_SET, Described, both, either, is_silent, rewritten
from batchschema.importers.doubt import Doubt, Example
from batchschema.importers.prose import limited, timed
from batchschema.importers.schema_examples import examples_of
from batchschema.importers.schema_part import Part
from batchschema.importers.schema_references import is_unset, target_of
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
        self.examples: list[Example] = []
        self.places = 0
        self._doubts: dict[tuple[str, str, Pointer], Doubt] = {}
        self._under_way: list[int] = []

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What could not be taken over."""
        return tuple(self._doubts.values())

    def root(self, schema: Any, at: Pointer) -> Described:
        """The whole object, which stands at a place of the document."""
        return rewritten(self.fold(Part(schema, at, Pointer())), self._sound)

    def _sound(self, pointer: Pointer, node: Described) -> Described:
        """A place that can have some value; one that no value satisfies is left open."""
        passage = node.passage or Passage(self.source)
        if node.presence is Presence.REQUIRED and node.written is None and is_silent(node):
            self._note("required-field-not-described", "is required and described nowhere", pointer, passage)
        if node.null is Null.FORBIDDEN and (node.types == () or node.values == ()):
            self._note("unsatisfiable-field", "accepts no value at all; left open", pointer, passage)
            return Described(presence=node.presence, written=node.written, passage=passage)
        return node

    def fold(self, part: Part, referrer: Pointer | None = None) -> Described:
        """The facts of one subschema, presence aside; `referrer` is the `$ref` that led here, if one did."""
        schema, passage = part.schema, Passage(self.source, at=part.at)
        if isinstance(schema, bool):
            return (
                Described(null=Null.ALLOWED, passage=passage)
                if schema
                else Described((), null=Null.FORBIDDEN, values=(), passage=passage)
            )
        if not isinstance(schema, Mapping):
            self.doubt("not-a-schema", "is no schema: a schema is an object, true or false", part)
            return Described(written=spelling(schema), passage=passage)
        self.places += 1
        if self.places > MOST_PLACES:
            raise UnusableSchema(
                self.source, f"unfolds to more than {MOST_PLACES:,} places; name a smaller root"
            )
        if id(schema) in self._under_way:
            where = passage if referrer is None else passage._replace(at=referrer)
            self._note("unresolvable-reference", "contains itself; left open there", part.pointer, where)
            return Described(written=spelling(schema), passage=passage)
        self._under_way.append(id(schema))
        node = self._combined(part)
        self._under_way.pop()
        self.examples += examples_of(part, self.source, is_object=node.types == ("object",))
        prose = str(schema.get("description", ""))
        refers = "$ref" in schema and (len(schema) == 1 or self.dialect.references_alone)
        passage = (node.passage if refers else None) or passage
        node = replace(limited(node, prose), written=spelling(schema), prose=prose, passage=passage)
        return timed(node, str(part.pointer.key) if part.pointer else "")

    def _combined(self, part: Part) -> Described:
        schema, reference = part.schema, part.schema.get("$ref")
        if isinstance(reference, str) and self.dialect.references_alone:
            if schema.get("nullable"):
                text = "has `nullable` beside `$ref`, where it is ignored"
                self.doubt("nullable-keyword-ignored", text, part, "nullable")
            return self._referred(reference, part)
        node = self._own(part)
        if isinstance(reference, str):
            node = both(node, self._referred(reference, part))
        for member in self._list(part, "allOf"):
            node = both(node, self.fold(member))
        for word in ("anyOf", "oneOf"):
            members = [
                member for member in self._list(part, word) if not is_unset(member.schema, self.document)
            ]
            if members:
                node = both(node, either([self.fold(member) for member in members]))
        return node

    def _list(self, part: Part, word: str) -> list[Part]:
        if isinstance(part.schema.get(word, []), list):
            return list(part.members(word)) if word in part.schema else []
        self.doubt("not-a-schema", f"has a `{word}` that is no list", part, word)
        return []

    def _referred(self, reference: str, part: Part) -> Described:
        found = target_of(self.document, reference)
        if found is None or found.value is None:
            why = (
                "is in another document, and none is fetched"
                if not reference.startswith("#")
                else "leads nowhere"
            )
            text = f"$ref {reference!r} {why}; left open"
            self.doubt("unresolvable-reference", text, part, "$ref")
            return Described()
        return self.fold(Part(found.value, found.at, part.pointer), part.at / "$ref")

    def _own(self, part: Part) -> Described:
        """What the schema's own keywords say."""
        schema, types, values = part.schema, self._types(part), self._values(part)
        if "nullable" in schema and schema["nullable"] and not (self.dialect.nullable and types is not None):
            self.doubt("nullable-keyword-ignored", self._why_ignored(), part, "nullable")
        nullable = bool(schema.get("nullable")) and self.dialect.nullable and types is not None
        listed = values is None or None in values
        null = Null.ALLOWED if listed and (types is None or nullable or "null" in types) else Null.FORBIDDEN
        if not listed and types is not None and ("null" in types or nullable):
            text = "may be null by its type, and not by its list of values"
            self.doubt("enum-excludes-null", text, part, "const" if "const" in schema else "enum")
        for word in ASSERTING:
            if word in schema:
                text = f"`{word}` has no place in a canonical schema"
                self.doubt("keyword-outside-vocabulary", text, part, word)
        named = tuple(name for name in types if name != "null") if types is not None else None
        default = schema.get("default", NOTHING_SET)
        return Described(
            types=named,
            null=null,
            values=None if values is None else tuple(value for value in values if value is not None),
            openness="closed" if values else None,
            format=self._format(part),
            bounds=bounds_of(schema, named),
            properties=self._properties(part),
            items=self._items(part),
            values_of=self._values_of(part),
            default=NOTHING_SET if default == UNSET else default,
            deprecated=schema.get("deprecated") is True,
            unit="epoch-seconds" if schema.get("format") == "unixtime" else None,
            unit_basis="documented" if schema.get("format") == "unixtime" else None,
        )

    def _why_ignored(self) -> str:
        where = "beside no type" if self.dialect.nullable else "in this dialect"
        return f"says `nullable`, which means nothing {where}"

    def _types(self, part: Part) -> tuple[str, ...] | None:
        types = part.schema.get("type")
        if types is None:
            return None
        names = [types] if isinstance(types, str) else types
        if not isinstance(names, list) or not all(name in JSON_TYPES for name in names):
            self.doubt("not-a-schema", f"has a type that is none: {json.dumps(types)}", part, "type")
            return None
        return tuple(dict.fromkeys(names))

    def _values(self, part: Part) -> list[Any] | None:
        schema = part.schema
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        if values is None:
            return None
        if not isinstance(values, list) or not values:
            self.doubt("not-a-schema", "has an `enum` that lists nothing", part, "enum")
            return None
        if any(isinstance(value, (dict, list)) for value in values):
            word = "const" if "const" in schema else "enum"
            self.doubt("keyword-outside-vocabulary", "lists objects or arrays as values", part, word)
            return None
        return list(dict.fromkeys(values))

    def _format(self, part: Part) -> str | None:
        name: str | None = part.schema.get("format")
        if name in FORMATS or name is None:
            return name
        if name not in NUMERIC_FORMATS:
            self.doubt("keyword-outside-vocabulary", f"format {name!r} is not asserted", part, "format")
        return None

    def _properties(self, part: Part) -> dict[str, Described]:
        given = part.schema.get("properties", {})
        if not isinstance(given, Mapping):
            self.doubt("not-a-schema", "has `properties` that are no object", part, "properties")
            given = {}
        required = part.schema.get("required")
        names = required if isinstance(required, list) else []
        absent = Presence.OPTIONAL if self.dialect.states_presence else Presence.UNSTATED
        out = {}
        for name in given:
            field = part.field(name)
            presence = Presence.REQUIRED if name in names else absent
            out[name] = replace(self.fold(field), presence=presence, named=Passage(self.source, at=field.at))
        for index, name in enumerate(names):
            if str(name) not in out:
                where = Passage(self.source, at=part.at / "required" / index)
                node = Described(presence=Presence.REQUIRED, null=Null.ALLOWED, passage=where)
                out[str(name)] = node
        return out

    def _items(self, part: Part) -> Described | None:
        if isinstance(part.schema.get("items"), list):
            text = "`items` by position have no place in a canonical schema"
            self.doubt("keyword-outside-vocabulary", text, part, "items")
        return self.fold(part.inner("items")) if isinstance(part.schema.get("items"), Mapping) else None

    def _values_of(self, part: Part) -> Described | None:
        word = "additionalProperties"
        free = part.schema.get(word)
        if free is False:
            text = "is closed; a canonical schema stays open, and its strict reading closes it"
            self.doubt("keyword-outside-vocabulary", text, part, word)
        if free is True or free == {}:
            return Described()
        return self.fold(part.inner(word)) if isinstance(free, Mapping) else None

    def doubt(self, rule: str, text: str, part: Part, word: str | None = None) -> None:
        """Doubt a subschema, or one of its keywords."""
        at = part.at if word is None else part.at / word
        self._note(rule, text, part.pointer, Passage(self.source, at=at))

    def _note(self, rule: str, text: str, pointer: Pointer, passage: Passage) -> None:
        """Note one; the same is not noted twice."""
        self._doubts.setdefault((rule, text, pointer), Doubt(rule, text, passage, pointer))
