"""Compare documented shapes: names to documents, documents to judged changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple
from urllib.parse import unquote

from batchschema.catalog import load, local_resolver, read_schema
from batchschema.core import Pointer, UnusableSchema, Variant
from batchschema.core.change import Comparison
from batchschema.diff import Content, DiffDocument, Options, compared
from batchschema.diff.document import Formats
from batchschema.diff.normal import dialect_of
from batchschema.diff.witness import Draw
from batchschema.engines import compiled
from batchschema.rules.change import name_of
from batchschema.run.names import SCHEMA_FILES
from batchschema.run.variants import is_file

MOST_DRAWN = 300


def diff(
    before: DiffDocument,
    after: DiffDocument,
    *,
    content: Content | None = None,
    formats: Formats = "assert",
    draw: Draw | None = None,
) -> Comparison:
    """Compare two documents both ways and name each change.

    `content` None takes two schemas given by hand as they are declared, and anything else as documented.
    `draw` yields further payloads of a schema, for what cannot be decided without.

    Raises `UnusableSchema` for a document that no payload satisfies or that an engine cannot read.
    """
    if content is None:
        by_hand = before.notation is None and after.notation is None
        content = "declared" if by_hand else "documented"
    try:
        return compared(before, after, Options(content, formats, draw), name=name_of)
    except RecursionError as error:
        raise UnusableSchema(f"{before.id} or {after.id}", "is nested too deeply to compare") from error


def matrix(
    documents: list[DiffDocument],
    *,
    content: Content | None = None,
    formats: Formats = "assert",
    draw: Draw | None = None,
) -> Iterator[Comparison]:
    """Compare every two of the documents, both ways, in their order."""
    for before, after in itertools.combinations(documents, 2):
        yield diff(before, after, content=content, formats=formats, draw=draw)


def generated(schema: Mapping[str, Any]) -> Iterable[object]:
    """Payloads of a schema from our generators, for what nothing else decides; none where they give up."""
    from batchschema.generate import draws
    from batchschema.run.generate import from_schema

    try:
        return draws(from_schema(schema), MOST_DRAWN)
    except UnusableSchema:
        return ()


def documents_matching(pattern: str) -> list[DiffDocument]:
    """The catalogue's variants that a pattern names, each surface in the order of time.

    A pattern without a version means every version: `mistral/openapi` is `mistral/openapi@*`, and the page
    without one. Raises `UnknownVariant` when there is none.
    """
    found = [variant for variant in load().values() if fnmatchcase(variant.label, pattern)]
    if "@" in pattern or not found:
        found = load().matching(pattern)
    found.sort(key=lambda variant: (variant.label, variant.release))
    return [document_of_variant(variant) for variant in found]


def document_named(name: str) -> DiffDocument:
    """A document by variant id, by file, or by `FILE#/pointer`.

    Raises `UnknownVariant` for an id that the catalogue does not have, and `UnusableSchema` for a file that
    is no usable schema, such as an OpenAPI document without a pointer into it.
    """
    path, mark, pointer = name.partition("#")
    if mark and (is_file(path) or path.endswith(SCHEMA_FILES)):
        return _inside(name, path, pointer)
    if is_file(name) or name.endswith(SCHEMA_FILES):
        return _from_file(name)
    return document_of_variant(load()[name])


def document_of_variant(variant: Variant) -> DiffDocument:
    """A variant, ready to compare; one that is not from the catalogue has no silence."""
    notation = (variant.source.notation or "json-schema") if variant.is_canonical else None
    return _made(variant.id, variant.schema, variant.schema, notation=notation)


def _from_file(path: str) -> DiffDocument:
    variant = read_schema(path)
    compiled(variant.schema, name=path)
    return document_of_variant(variant)


def _inside(name: str, path: str, pointer: str) -> DiffDocument:
    from batchschema.importers.document import read_text
    from batchschema.importers.doubt import UnreadableDocument
    from batchschema.importers.tree import parse_tree

    try:
        document = parse_tree(read_text(path))
    except UnreadableDocument as error:
        raise UnusableSchema(path, error.reason) from error
    if not isinstance(document, Mapping):
        raise UnusableSchema(path, "is neither an object nor an OpenAPI document")
    found: Any = document
    try:
        for token in Pointer.parse(unquote(pointer)).tokens:
            found = found[int(token)] if isinstance(found, list) else found[token]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise UnusableSchema(name, f"nothing is at {pointer}") from error
    if not isinstance(found, (Mapping, bool)):
        raise UnusableSchema(name, "is no schema: a schema is an object, true or false")
    version = str(document.get("openapi", document.get("swagger", "")))
    dialect = 3 if version.startswith(("2", "3.0")) else None
    return _made(name, found, document, dialect=dialect)


def _made(
    id: str,
    schema: Mapping[str, Any] | bool,
    root: Mapping[str, Any],
    *,
    dialect: int | None = None,
    notation: str | None = None,
) -> DiffDocument:
    if dialect is None and isinstance(schema, Mapping) and "$schema" not in schema:
        dialect = dialect_of(root)
    try:
        resolver = _Local(id, local_resolver(root))
        return DiffDocument(id, schema, resolver, dialect=dialect, notation=notation)
    except RecursionError as error:
        raise UnusableSchema(id, "is nested too deeply") from error


class _Found(NamedTuple):
    contents: Any
    resolver: _Local


class _Local:
    """A resolver that never leaves the document, and says in our words what is wrong with a reference."""

    def __init__(self, id: str, resolver: Any) -> None:
        self.id, self.resolver = id, resolver

    def lookup(self, ref: str) -> _Found:
        """Follow a reference; raises `UnusableSchema` when it leads nowhere."""
        try:
            found = self.resolver.lookup(ref)
        except Exception as error:  # several libraries' several ways to say that nothing is there
            remote = "is remote; schemas are never fetched, so bundle it"
            raise UnusableSchema(
                self.id, f"$ref {ref!r} {remote if '://' in ref else 'leads nowhere'}"
            ) from error
        return _Found(found.contents, _Local(self.id, found.resolver))
