"""Two canonical schemas of one object, compared fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from batchschema.core import Pointer

SILENT = "nothing"
"""What a document says of a fact that it does not state."""
PLAIN = (
    "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
    "propertyNames", "default", "deprecated", "x-unit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact on which the catalogue and the document no longer agree."""

    pointer: Pointer
    fact: str
    catalogue: Any
    document: Any


def differences(catalogue: Mapping[str, Any], document: Mapping[str, Any]) -> list[Difference]:
    """What a document says otherwise than the catalogue; descriptions and spellings are no facts."""
    kept, read = dict(_places(catalogue, Pointer())), dict(_places(document, Pointer()))
    found: list[Difference] = []
    for pointer in dict.fromkeys([*kept, *read]):
        if pointer not in read or pointer not in kept:
            above = pointer.parent
            if above in kept and above in read:
                known = pointer in kept
                words = ("described", SILENT) if known else (SILENT, "described")
                found.append(Difference(pointer, "field", *words))
            continue
        was, now = kept[pointer], read[pointer]
        for fact in dict.fromkeys([*was, *now]):
            if was.get(fact, SILENT) != now.get(fact, SILENT):
                found.append(Difference(pointer, fact, was.get(fact, SILENT), now.get(fact, SILENT)))
    return found


def _places(schema: Mapping[str, Any], pointer: Pointer) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    yield pointer, _facts(schema)
    for name, part in schema.get("properties", {}).items():
        yield from _places(part, pointer / name)
    for word in ("items", "additionalProperties"):
        if isinstance(part := schema.get(word), Mapping):
            yield from _places(part, pointer / "*")


def _facts(schema: Mapping[str, Any]) -> dict[str, Any]:
    said: Mapping[str, Any] = schema.get("x-documented", {})
    facts: dict[str, Any] = {fact: said[fact] for fact in ("presence", "null") if fact in said}
    types = schema.get("type")
    if types is not None:
        names = sorted(name for name in ([types] if isinstance(types, str) else types) if name != "null")
        facts["type"] = names[0] if len(names) == 1 else names
    values = schema.get("enum", schema.get("x-known-values"))
    if values is not None:
        facts["values"] = [value for value in values if value is not None]
        facts["openness"] = said.get("values", SILENT)
    facts |= {word: schema[word] for word in PLAIN if word in schema}
    if schema.get("additionalProperties") is True:
        facts["free keys"] = "anything"
    return facts
