"""From the name of a document to its facts, whatever its notation."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import unquote

from batchschema.core import UnusableSchema
from batchschema.core.instance import Passage
from batchschema.importers.canonical import MOST_PLACES
from batchschema.importers.concepts import with_concepts
from batchschema.importers.described import Described
from batchschema.importers.detect import LANGUAGES, fitting_languages, language_of
from batchschema.importers.document import (
    SPEAKEASY,
    Text,
    is_markup,
    is_typescript,
    names_a_model,
    notation_of_schema,
    read_text,
)
from batchschema.importers.doubt import Doubt, UnknownRoot, UnreadableDocument
from batchschema.importers.imported import Imported
from batchschema.importers.page import Page, parse_page
from batchschema.importers.proofs import examples_below
from batchschema.importers.speakeasy import Language, Pages

JSON_BLOCK = re.compile(r'^\s*(?:```json\s*)?\{\s*"', re.M)


def import_document(name: str, *, notation: str | None = None, root: str | None = None) -> Imported:
    """Read a document: a file, or `module:Class`.

    `notation` is one of `NOTATIONS`, told from the document when None; `root` names the component of an
    OpenAPI document, a schema's definition or a declared interface, or is a pointer into the document, which
    `FILE#/pointer` gives as well. Raises `UnreadableDocument`, `UnknownRoot` and `UnusableSchema`.
    """
    name, root = pointed(name, root)
    try:
        imported = _imported(name, notation, root)
        if next(islice(imported.root.walk(), MOST_PLACES, None), None) is not None:
            reason = f"`{imported.title}` unfolds to more than {MOST_PLACES:,} places; name a smaller root"
            raise UnusableSchema(name, reason)
        return replace(imported, root=with_concepts(imported.root))
    except RecursionError:
        raise UnreadableDocument(name, "is nested too deeply") from None


def pointed(name: str, root: str | None) -> tuple[str, str | None]:
    """Split `FILE#/pointer`; a root that is given beside it wins."""
    path, mark, pointer = name.partition("#/")
    if not mark or os.path.exists(name):
        return name, root
    return path, root or f"/{unquote(pointer)}"


def _imported(name: str, notation: str | None, root: str | None) -> Imported:
    if names_a_model(name) and notation in ("pydantic", None):
        from batchschema.importers.pydantic_model import import_model

        return import_model(name)
    text = read_text(name)
    if notation == "typescript-declarations" or (notation is None and is_typescript(text)):
        from batchschema.importers.typescript_declarations import import_declarations

        return import_declarations(text, root)
    if notation in SPEAKEASY or (notation is None and is_markup(text) and not _embeds_schema(text)):
        return _model_page(text, notation, root)
    if notation == "schema-page" or (notation is None and is_markup(text)):
        from batchschema.importers.schema_page import import_schema_page

        return import_schema_page(text)
    return _schema(text, notation, root)


def _schema(text: Text, notation: str | None, root: str | None) -> Imported:
    from batchschema.importers.botocore import import_service_model, is_service_model
    from batchschema.importers.json_schema import import_json_schema
    from batchschema.importers.openapi import import_openapi
    from batchschema.importers.tree import parse_tree

    document = parse_tree(text)
    if notation == "botocore" or (notation is None and is_service_model(document)):
        if not is_service_model(document):
            raise UnreadableDocument(text.source, "is no service model: it lacks shapes and a protocol")
        return import_service_model(text, document, root)
    found = notation_of_schema(document, text.source)
    if notation == "openapi" and not found.startswith("openapi"):
        raise UnreadableDocument(text.source, "is no OpenAPI document: it does not say `openapi`")
    if found.startswith("openapi") and notation != "json-schema":
        return import_openapi(text, document, found, root)
    # what pydantic derived from a model may have been kept in a file
    return import_json_schema(text, document, root, "pydantic" if notation == "pydantic" else "json-schema")


def _embeds_schema(text: Text) -> bool:
    """Whether a page has a JSON Schema in it, which no model page has."""
    page = text.decoded()
    found = JSON_BLOCK.search(page)
    return found is not None and '"properties"' in page[found.start() :]


def _model_page(text: Text, notation: str | None, root: str | None) -> Imported:
    page = parse_page(text.page(), text.source)
    language = LANGUAGES[notation] if notation is not None else language_of(page, open_page)
    if root is not None and root != page.title:
        raise UnknownRoot(text.source, root, [page.title])
    pages = Pages(language, open_page)
    described = pages.describe(page)
    if not described.properties:
        raise UnusableSchema(
            text.source, f"`{page.title}` is no object with named fields, so it can be no batch job"
        )
    title = page.title or os.path.splitext(os.path.basename(text.source))[0]
    notes = (f"Linked pages are folded in; there are {pages.folded}.",) if pages.folded else ()
    doubts = [*(_rivals(page, language, described) if notation is None else ()), *pages.doubts]
    examples = tuple(examples_below(described))
    return Imported(
        text.source, title, language.NOTATION, described, text.sha256, tuple(doubts), examples, notes
    )


def _rivals(page: Page, language: Language, described: Described) -> Iterator[Doubt]:
    """A doubt where another language fits the page as well, and reads other facts from it."""
    others = [other for other in fitting_languages(page, open_page) if other is not language]
    unlike = [
        other.NOTATION
        for other in others
        if _facts(Pages(other, open_page).describe(page)) != _facts(described)
    ]
    if unlike:
        fitting = " and ".join(unlike)
        told = f"read as {language.NOTATION}, though {fitting} would fit; `--notation` names one"
        yield Doubt("unparsed-type-notation", told, Passage(page.source))


def _facts(node: Described) -> list[object]:
    """What the reading of a page comes to, the places in it aside."""
    places = islice(node.walk(), MOST_PLACES)
    return [(pointer, part.types, part.null, part.values) for pointer, part in places]


def open_page(path: str) -> Page | None:
    """Read the page behind a link; None when it is not there."""
    try:
        text = read_text(path)
        return parse_page(text.page(), path)
    except UnreadableDocument:
        return None
