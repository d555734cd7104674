"""What the catalogue knows about a variant and no document says, kept when the document is read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

OURS = ("description", "x-concept", "x-id-shape")
"""Never the document's: a description in our words, what a field means, how recorded ids look."""


def with_kept(schema: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with what is known of the places that both have, keywords in the order of the known file.

    A unit is kept only where it was inferred, and the document states none: one that a document stated and
    no longer states has drifted. An id's shape needs text.
    """
    out = {word: value for word, value in schema.items() if word not in OURS}
    if "x-unit" not in schema and known.get("x-unit-basis") == "inferred":
        out |= {word: known[word] for word in ("x-unit", "x-unit-basis")}
    for word in OURS:
        if word in known and (word != "x-id-shape" or "string" in schema.get("type", "string")):
            out[word] = known[word]
        elif word in schema:
            out[word] = schema[word]
    for word, parts in _parts(schema):
        theirs = dict(_parts(known)).get(word, {})
        kept = {name: with_kept(part, theirs.get(name, {})) for name, part in parts.items()}
        out[word] = kept if word == "properties" else kept[""]
    return {word: out[word] for word in dict.fromkeys([*known, *out]) if word in out}


def _parts(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The places one step down, by keyword and name."""
    if "properties" in schema:
        yield "properties", schema["properties"]
    for word in ("items", "additionalProperties"):
        if isinstance(part := schema.get(word), Mapping):
            yield word, {"": part}
