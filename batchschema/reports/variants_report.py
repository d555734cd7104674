"""The catalogue as tables: its variants, and one variant's facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from batchschema.core import Field, Pointer, Shape, Variant
from batchschema.reports.json_text import indented
from batchschema.reports.table import columns


def listed(variants: Sequence[tuple[Variant, Shape]]) -> str:
    """A row per variant."""
    rows = [["variant", "title", "date", "fields", "document"]]
    rows += [
        [
            variant.id,
            variant.title,
            variant.date or "-",
            str(len(shape.root.properties)),
            variant.source.document,
        ]
        for variant, shape in variants
    ]
    return columns(rows, numbers=frozenset([3]))


def shown(variant: Variant, shape: Shape, since: Mapping[Pointer, str]) -> str:
    """One variant: where it is from, and each field with what the document states of it."""
    source = variant.source
    head = [
        ["document", source.document],
        ["revision", source.revision or "-"],
        ["notation", source.notation or "-"],
        ["sha256", source.sha256 or "-"],
        ["date", variant.date or "-"],
        ["party", "first: the vendor's own" if variant.first_party else "third: somebody else's"],
        *[["endpoint", endpoint] for endpoint in variant.endpoints],
        *[["note", note] for note in variant.notes],
    ]
    rows = [["field", "type", "presence", "null", "since", "as documented"]]
    for pointer, field in shape.walk():
        # of items and map values nobody can say that they must be there
        presence = "-" if pointer.key == "*" else field.presence.value
        written = field.as_written or ""
        rows.append(
            [str(pointer), types_of(field), presence, field.null.value, since.get(pointer, "-"), written]
        )
    return f"{variant.id}  {variant.title}\n\n{columns(head, indent='  ')}\n{columns(rows)}"


def types_of(field: Field) -> str:
    """The documented types in few words: enums by their count, formats and units beside."""
    words = "|".join(field.types) if field.types else "any"
    if field.values and len(field.values) == 1:
        words = f"constant {field.values[0]}"
    elif field.values:
        words += f", {len(field.values)} {'known' if field.open_values else 'allowed'} values"
    extras = [extra for extra in (field.format, field.unit) if extra]
    return f"{words} ({', '.join(extras)})" if extras else words


def as_json(variant: Variant, shape: Shape, since: Mapping[Pointer, str]) -> str:
    """One variant's facts as one JSON object."""
    fields: list[dict[str, Any]] = [
        {
            "pointer": str(pointer),
            "types": field.types,
            "presence": field.presence.value if pointer.key != "*" else None,
            "null": field.null.value,
            "values": field.values,
            "format": field.format,
            "unit": field.unit,
            "concept": field.concept,
            "since": since.get(pointer),
            "as": field.as_written,
        }
        for pointer, field in shape.walk()
    ]
    source = variant.source
    about = {
        "id": variant.id,
        "title": variant.title,
        "date": variant.date,
        "first_party": variant.first_party,
        "endpoints": variant.endpoints,
        "source": {
            "document": source.document,
            "revision": source.revision,
            "notation": source.notation,
            "sha256": source.sha256,
        },
        "fields": fields,
    }
    return indented(about)


def as_schema(variant: Variant) -> str:
    """The canonical JSON Schema itself."""
    return indented(variant.schema)
