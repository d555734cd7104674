"""What the catalogue says of one variant, its history included."""

from __future__ import annotations

import os
from collections.abc import Mapping

from batchschema.catalog import Catalog, load, local_resolver, read_schema
from batchschema.core import Pointer, Shape, Variant
from batchschema.shape import shape_of


def variant_or_file(name: str) -> tuple[Variant, Shape]:
    """A variant of the catalogue by its id, or a schema by its file name, with its facts."""
    if name not in load() and os.path.isfile(name):
        variant = read_schema(name)
        return variant, shape_of(variant.schema, local_resolver(variant.schema))
    variant = load()[name]
    return variant, shape_of(variant.schema)


def since_when(catalog: Catalog, variant: Variant, shape: Shape) -> Mapping[Pointer, str]:
    """For each field the date of the earliest variant of the same surface that documents it.

    Only variants up to this one's date count; a field that went and came back counts from its first time.
    """
    since: dict[Pointer, str] = {}
    family = [other for other in catalog.values() if other.label == variant.label and other.date]
    for other in sorted(family, key=lambda each: each.date or "", reverse=True):
        if (other.date or "") <= (variant.date or ""):
            described = {pointer for pointer, _ in shape_of(other.schema).walk()}
            since |= {pointer: other.date or "" for pointer, _ in shape.walk() if pointer in described}
    return since
