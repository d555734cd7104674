"""One of the two documents: its facts, and its readings as a writer and as a reader."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from batchschema.core import UnusableSchema, Violation
from batchschema.diff.normal import Schema, dialect_of, endless_reference, normalised
from batchschema.diff.place import Place
from batchschema.diff.reading import closed, opened, without_formats, without_notes
from batchschema.diff.silence import silent_kinds
from batchschema.engines import Engine, compiled
from batchschema.shape import strict
from batchschema.shape.derive import Resolver

Content = Literal["documented", "declared"]
Formats = Literal["assert", "annotate"]


@dataclass(eq=False)
class Reading:
    """One way to read a document, as a schema and as judges of values."""

    schema: Schema
    name: str

    @functools.cached_property
    def plain(self) -> Schema:
        """The schema without annotations."""
        out: Schema = without_notes(self.schema)
        return out

    @functools.cached_property
    def root(self) -> Place:
        """The place of the whole."""
        return Place.root(self.schema)

    @functools.cached_property
    def fast(self) -> Engine:
        """The judge that searching uses."""
        return _compiled(json.dumps(self.plain), "fast", self.name)

    @functools.cached_property
    def reference(self) -> Engine:
        """The judge that has the last word."""
        return _compiled(json.dumps(self.plain), "reference", self.name)

    def accepts(self, value: object) -> bool:
        """Whether both engines let a value through."""
        return self.fast.is_valid(value) and self._has_last_word(value, valid=True)

    def rejects(self, value: object) -> bool:
        """Whether both engines turn a value away."""
        return not self.fast.is_valid(value) and self._has_last_word(value, valid=False)

    def _has_last_word(self, value: object, *, valid: bool) -> bool:
        """Whether the reference engine says so; a pattern that it cannot read confirms nothing."""
        try:
            return self.reference.is_valid(value) is valid
        except re.error:
            return False

    def violations(self, value: object) -> list[Violation]:
        """What the fast engine has against a value."""
        return self.fast.violations(value)


class DiffDocument:
    """A schema to compare, normalised, with its four readings."""

    def __init__(
        self,
        id: str,
        schema: Mapping[str, Any] | bool,
        resolver: Resolver | None = None,
        *,
        dialect: int | None = None,
        notation: str | None = None,
    ) -> None:
        """Read a schema; `notation` is that of a catalogue variant, None for a schema given by hand.

        `dialect` is 4, 6, 7, 2019 or 2020, or 3 for OpenAPI 3.0; None takes it from `$schema`.
        """
        self.id = id
        self.notation = notation
        written = schema if isinstance(schema, Mapping) else {}
        self.schema = normalised(schema, resolver, dialect or dialect_of(written))
        self.is_dynamic = bool(self.schema.pop("x-dynamic", False))
        if circle := endless_reference(self.schema):
            raise UnusableSchema(id, f"{circle} refers to itself without end")
        self.silent_kinds = silent_kinds(notation)
        self._readings: dict[tuple[Content, Formats], Readings] = {}

    @functools.cached_property
    def root(self) -> Place:
        """The place of the whole document, as it stands."""
        return Place.root(self.schema)

    def readings(self, content: Content, formats: Formats) -> Readings:
        """The readings under these options; made once.

        Raises `UnusableSchema` when nothing satisfies the document.
        """
        key = (content, formats)
        if key not in self._readings:
            schema = self.schema if formats == "assert" else without_formats(self.schema)
            self._readings[key] = Readings.of(schema, self.id, content, canonical=self.notation is not None)
            _check_satisfiable(self._readings[key].writer_lenient.plain, self.id)
        return self._readings[key]


@functools.lru_cache(maxsize=256)
def _compiled(text: str, engine: str, name: str) -> Engine:
    """Readings that come out the same, of one document or of several, are compiled once."""
    return compiled(json.loads(text), engine=engine, name=name)


@dataclass(frozen=True, eq=False)
class Readings:
    """How one document reads as writer and as reader, leniently and strictly about silence."""

    writer_lenient: Reading
    writer_strict: Reading
    reader_lenient: Reading
    reader_strict: Reading

    @classmethod
    def of(cls, schema: Schema, name: str, content: Content, *, canonical: bool) -> Readings:
        """Derive them; without silence, lenient and strict are one object."""
        if content == "declared":
            one = Reading(schema, name)
            return cls(one, one, one, one)
        writer, reader = Reading(closed(schema), name), Reading(opened(schema), name)
        if not canonical:
            return cls(writer, writer, reader, reader)
        sure = strict(schema, closed=False)
        return cls(writer, Reading(closed(sure), name), reader, Reading(opened(sure), name))

    @property
    def has_silence(self) -> bool:
        """Whether strict and lenient differ at all."""
        return self.writer_lenient is not self.writer_strict


def _check_satisfiable(schema: Schema, name: str) -> None:
    import jsonschema_rs
    from jsonschema_rs.canonical import CanonicalizationError, Satisfiability

    try:
        form = jsonschema_rs.canonicalize(schema, validate_formats=True, offline=True)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, CanonicalizationError) as error:
        raise UnusableSchema(name, str(error).partition("\n")[0]) from error
    if form.satisfiability() == Satisfiability.NO:
        raise UnusableSchema(name, "nothing satisfies this schema, so there is nothing to compare")
