"""Proofs that a reader takes all that a writer sends.

Two of them. `covers` of jsonschema-rs's algebra, trusted only where it was found to be right: not with a
dynamic scope, nor with regular expressions whose classes mean different things to different engines.
And an own proof by structure, for what the algebra gives up on:

A place W is included in a place R when
0. each applicator of R (a union, a condition) stands in W too, word for word; W may have others, since
   they only take values away, but neither has patterns for keys or positions for items; where that does
   not hold, the algebra may still prove the place by itself;
1. each JSON type that W lets through, R lets through (an integer is a number), null among them;
2. R lists no words, or W lists words and R lets each of them through as a value;
3. R has no format, or W has the same; and each bound of R is one of W's, or looser than it, or automata show
   that each text that W's patterns and lengths let through keeps to it;
4. for objects: each key R requires, W requires; each field W names is included in R's field of that name,
   or else in what R says of free keys; W sends no free keys, or what W says of them is included in what R
   says of them, and in every field that R names and W does not;
5. for arrays: W's items are included in R's; nothing R says of items, or W sends none.
By induction over a value: whatever W lets through, R lets through. Recursion is met by assuming what is
being proved for places below (a value is finite, so the assumption is used on smaller values only).
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import jsonschema_rs
from jsonschema_rs.canonical import Containment

from batchschema.core.change import is_within
from batchschema.diff.extras import canonical
from batchschema.diff.normal import Schema
from batchschema.diff.place import Definitions, Place
from batchschema.diff.texts import TEXT_BOUNDS, texts_are_within

TREACHEROUS = re.compile(r"\\[dDwWsSbBpP]|[^\x00-\x7f]|\(\?")
LARGEST_SUBTRACTED = 20_000
"""Characters of the two schemas beyond which their difference is not computed: it can explode."""


class Branch(NamedTuple):
    """One part of a difference."""

    schema: Any
    definitions: Definitions


def covered(writer: Schema, reader: Schema) -> bool:
    """Whether the algebra proves that the reader takes all that the writer sends."""
    if not _is_trusted(writer, reader):
        return False
    one, other = _canonical(_text(writer)), _canonical(_text(reader))
    return one is not None and other is not None and other.covers(one) == Containment.YES


def difference(writer: Schema, reader: Schema) -> Iterator[Branch]:
    """What the writer sends and the reader does not take, branch by branch, as far as the algebra knows."""
    texts = _text(writer), _text(reader)
    if sum(map(len, texts)) > LARGEST_SUBTRACTED:
        return
    one, other = map(_canonical, texts)
    if one is None or other is None:
        return
    try:
        left: Any = one.subtract(other).to_json_schema()
    except ValueError:
        return
    if not isinstance(left, Mapping):
        return
    definitions = Definitions(left.get("$defs", {}))
    if "$ref" in json.dumps(left) and not definitions.schemas:
        return
    for branch in left.get("anyOf", [left]):
        yield Branch(branch, definitions)


@functools.lru_cache(maxsize=512)
def _canonical(text: str) -> jsonschema_rs.CanonicalSchema | None:
    try:
        return jsonschema_rs.canonicalize(json.loads(text), validate_formats=True, offline=True)
    except (ValueError, jsonschema_rs.ReferencingError):
        return None


def _text(schema: Schema) -> str:
    return json.dumps(schema, sort_keys=True)


def _is_trusted(*schemas: Schema) -> bool:
    patterns = [set(_patterns(schema)) for schema in schemas]
    treacherous = {pattern for found in patterns for pattern in found if TREACHEROUS.search(pattern)}
    return all(treacherous <= found for found in patterns)


def _patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        if isinstance(schema.get("patternProperties"), Mapping):
            yield from schema["patternProperties"]
        for part in schema.values():
            yield from _patterns(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _patterns(part)


def included(writer: Place, reader: Place, above: frozenset[tuple[int, ...]] = frozenset()) -> bool:
    """The own proof; False says nothing."""
    if reader.schema in (True, {}) or writer.schema is False:
        return True
    key = (*writer.identity, 0, *reader.identity)
    if key in above:
        return True
    if not _applicators_included(writer, reader):
        return covered(writer.whole, reader.whole)
    above |= {key}
    return (
        _types_included(writer, reader)
        and _words_included(writer, reader)
        and _bounds_included(writer, reader)
        and ("object" not in writer.types or _objects_included(writer, reader, above))
        and ("array" not in writer.types or _arrays_included(writer, reader, above))
    )


UNITS = (
    *(
        ("anyOf",),
        ("oneOf",),
        ("not",),
        ("if", "then", "else"),
        ("dependentRequired",),
        ("dependentSchemas",),
    ),
    ("contains", "minContains", "maxContains"),
)
"""Keywords that mean something only together."""
BEYOND = ("patternProperties", "prefixItems", "unevaluatedProperties", "unevaluatedItems")


def _applicators_included(writer: Place, reader: Place) -> bool:
    if any(True for place in (writer, reader) for _ in place.extras(BEYOND)):
        return False
    if not (writer.has_one_format and reader.has_one_format):
        return False
    if any(True for _ in writer.extras(("anyOf", "oneOf"))) and reader.field.format is not None:
        return False  # a format may be that of one branch only
    return _units(reader) <= _units(writer)


def _units(place: Place) -> set[str]:
    found = set()
    for part in place.parts:
        for words in UNITS:
            said = {word: value for word, value in place.extras(words) if part.get(word) is value}
            if said:
                found.add(canonical(said, place.definitions))
    return found


def _types_included(writer: Place, reader: Place) -> bool:
    takes = {*reader.types, *(("integer",) if "number" in reader.types else ())}
    return {*writer.types} <= takes and (reader.nullable or not writer.nullable)


def _words_included(writer: Place, reader: Place) -> bool:
    if reader.field.values is None:
        return True
    words = writer.field.values
    return words is not None and all(reader.engine.is_valid(word) for word in words)


def _bounds_included(writer: Place, reader: Place) -> bool:
    if reader.field.format is not None and writer.field.format != reader.field.format:
        return False
    beyond = {
        word for word, value in reader.bounds.items() if not is_within(word, writer.bounds.get(word), value)
    }
    return not beyond or (beyond <= TEXT_BOUNDS and texts_are_within(writer, reader))


def _objects_included(writer: Place, reader: Place, above: frozenset[tuple[int, ...]]) -> bool:
    if not reader.required <= writer.required:
        return False
    for name, place in writer.properties.items():
        other = reader.properties.get(name, reader.free)
        if other is False or (isinstance(other, Place) and not included(place, other, above)):
            return False
    if writer.free is False:
        return True
    only = [place for name, place in reader.properties.items() if name not in writer.properties]
    takes = [reader.free, *only]
    if isinstance(writer.free, Place):
        free = writer.free
        return all(other is True or (other is not False and included(free, other, above)) for other in takes)
    return all(other is True or (isinstance(other, Place) and other.schema in (True, {})) for other in takes)


def _arrays_included(writer: Place, reader: Place, above: frozenset[tuple[int, ...]]) -> bool:
    if reader.items is None or writer.bounds.get("maxItems") == 0:
        return True
    return writer.items is not None and included(writer.items, reader.items, above)
