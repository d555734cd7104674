"""The schema that values are made from, with what is needed to look around in it.

Subschemas are told apart by identity: each has one place in the document, where its references count
from and where an engine can be asked about it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from batchschema.core import Pointer, UnusableSchema
from batchschema.generate.drafts import Keywords, draft_of, modern
from batchschema.shape.derive import Resolver

Schema = Mapping[str, Any] | bool
IsValid = Callable[[Any], bool]
Compile = Callable[[Schema], IsValid]
"""Makes a schema ready to judge; an engine's `compiled(schema).is_valid`."""

HOME = "urn:batchschema:generate"
TYPES = "x-batchschema-types"
"""In schemas made here: which types are let through, with `fraction` for numbers that are no integers."""


class Ground:
    """One schema document."""

    def __init__(self, schema: Schema, *, resolver: Resolver, compile: Compile, name: str = "schema") -> None:
        self.schema = schema
        self.name = name
        self._draft = draft_of(schema)
        self._resolver = resolver
        self._compile = compile
        self._places: dict[int, str] = {}
        self._mark(schema, Pointer())
        self._keywords: dict[int, tuple[Schema, Keywords]] = {}
        self._valid: dict[int, tuple[Schema, IsValid]] = {}

    def keywords(self, schema: Mapping[str, Any]) -> Keywords:
        """A subschema's keywords in the words of 2020-12."""
        known = self._keywords.get(id(schema))
        if known is None:
            draft = self._draft if id(schema) in self._places else 2020
            known = self._keywords[id(schema)] = (schema, modern(schema, draft))
        return known[1]

    def target(self, schema: Mapping[str, Any], reference: str) -> Schema:
        """What a reference in a subschema leads to; raises `UnusableSchema` when that is nothing in here."""
        try:
            here = self._resolver.lookup("#" + self._places.get(id(schema), "")).resolver
            found: Schema = here.lookup(reference).contents
        except Exception as error:  # each resolver has its own
            raise UnusableSchema(self.name, f"reference {reference!r} leads out of the schema") from error
        return found

    def valid(self, schema: Schema) -> IsValid:
        """Ask the engine about one subschema, or one that was made of subschemas here."""
        if isinstance(schema, bool):
            return lambda _: schema is True
        known = self._valid.get(id(schema))
        if known is None:
            known = self._valid[id(schema)] = (schema, self._compiled(schema))
        return known[1]

    def _compiled(self, schema: Mapping[str, Any]) -> IsValid:
        if schema is self.schema or isinstance(self.schema, bool):
            return self._compile(schema)
        if self._draft == 4 and id(schema) not in self._places:
            return lambda _: True  # made here, in words that draft 4 has not; the document itself is asked
        identity, definitions = ("id" if self._draft == 4 else "$id"), "definitions"
        if self._draft >= 2019:
            definitions = "$defs"
        home = str(self.schema.get(identity, ""))
        if ":" not in home or "#" in home:
            home = HOME
        wrapped: dict[str, Any] = {
            definitions: {"home": {**self._rooted(), identity: home}},
            "allOf": [self._anchored(schema, home)],
        }
        if "$schema" in self.schema:
            wrapped["$schema"] = self.schema["$schema"]
        return self._compile(wrapped)

    def _rooted(self) -> Mapping[str, Any]:
        """The document, its own `$ref` so put that words beside it count; they did not until draft 7."""
        if self._draft >= 2019 or not isinstance(self.schema, Mapping) or "$ref" not in self.schema:
            return {} if isinstance(self.schema, bool) else self.schema
        beside = {word: value for word, value in self.schema.items() if word != "$ref"}
        return {**beside, "allOf": [{"$ref": self.schema["$ref"]}]}

    def _anchored(self, part: Any, home: str) -> Any:
        """A schema made here, with references in place of the document's own subschemas."""
        if isinstance(part, Mapping):
            if id(part) in self._places:
                return {"$ref": f"{home}#{self._places[id(part)]}"}
            return {key: self._anchored(value, home) for key, value in part.items()}
        if isinstance(part, list):
            return [self._anchored(value, home) for value in part]
        return part

    def _mark(self, part: object, pointer: Pointer) -> None:
        if isinstance(part, Mapping):
            self._places.setdefault(id(part), quote(str(pointer), safe="/~"))
            for key, value in part.items():
                self._mark(value, pointer / str(key))
        elif isinstance(part, list):
            for index, value in enumerate(part):
                self._mark(value, pointer / index)
