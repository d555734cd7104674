"""The examples that stand in a schema, as values or as text."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping

from batchschema.core.instance import Passage
from batchschema.core.yaml_words import plain_value
from batchschema.importers.doubt import Example
from batchschema.importers.literals import NoLiteral, literal_in
from batchschema.importers.schema_part import Part


def examples_of(part: Part, source: str, *, is_object: bool) -> Iterator[Example]:
    """Each example beside a schema's keywords; the text of an object's is read as JSON."""
    for shown in _shown(part):
        passage = Passage(source, at=shown.at)
        if isinstance(shown.schema, str) and is_object:
            yield from _in_text(shown.schema, passage, shown)
        else:
            yield Example(shown.schema, passage, shown.pointer)


def _shown(part: Part) -> Iterator[Part]:
    if "example" in part.schema:
        yield part.under("example")
    if isinstance(part.schema.get("examples"), list):
        yield from part.members("examples")
    about = part.schema.get("x-oaiMeta")
    if isinstance(about, Mapping) and "example" in about:
        yield part.under("x-oaiMeta").under("example")


def _in_text(text: str, passage: Passage, part: Part) -> Iterator[Example]:
    """An example given as text: its flaw if it is no JSON, and its value if that can still be told."""
    try:
        value = json.loads(text, parse_int=plain_value)
    except json.JSONDecodeError as error:
        flaw = f"{error.msg.lower()} in its line {error.lineno}"
        yield Example(flaw, passage._replace(offset=error.pos), part.pointer, is_text=True)
        with contextlib.suppress(NoLiteral):
            yield Example(literal_in(text), passage, part.pointer)
    else:
        yield Example(value, passage, part.pointer)
