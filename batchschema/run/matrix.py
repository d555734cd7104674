"""What documents state about the same fields, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from batchschema.catalog import Catalog
from batchschema.catalog.concepts import concepts
from batchschema.core import BatchschemaError, Variant
from batchschema.core.errors import suggestion
from batchschema.core.matrix import Cell, Matrix, Row
from batchschema.shape import shape_of


class UnknownVendor(BatchschemaError):
    """The catalogue has nothing about a vendor."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)
        hint = suggestion(name, self.known)
        super().__init__(f"no vendor `{name}`{hint} There are {', '.join(self.known)}.")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which variants to put side by side; empty is all."""

    vendors: Sequence[str] = ()
    patterns: Sequence[str] = ()
    all_versions: bool = False
    """Also the superseded versions, where no pattern names them."""


def selected(catalog: Catalog, selection: Selection) -> list[Variant]:
    """The variants of a selection, by vendor, document and age; raises `UnknownVariant`, `UnknownVendor`."""
    found: dict[str, Variant] = {}
    for pattern in selection.patterns or ("*",):
        matching = catalog.matching(pattern)
        newest = matching if "@" in pattern or selection.all_versions else newest_of_each(matching)
        found |= {variant.id: variant for variant in newest}
    known = dict.fromkeys(variant.vendor or "" for variant in catalog.values())
    for vendor in selection.vendors:
        if vendor not in known:
            raise UnknownVendor(vendor, known)
    left = [each for each in found.values() if not selection.vendors or each.vendor in selection.vendors]
    return sorted(left, key=lambda each: (each.vendor or "", each.label, each.release))


def newest_of_each(variants: Iterable[Variant]) -> list[Variant]:
    """The newest version of each document, in the order of the documents' ids."""
    newest: dict[str, Variant] = {}
    for variant in variants:
        known = newest.setdefault(variant.label, variant)
        if variant.release > known.release:
            newest[variant.label] = variant
    return list(newest.values())


def matrix_of(variants: Sequence[Variant]) -> Matrix:
    """Line up the fields of the variants by what they mean."""
    cells: dict[str, dict[str, Cell]] = {}
    unnamed = 0
    for variant in variants:
        for pointer, field in shape_of(variant.schema).walk():
            if field.concept is not None:
                cell = Cell(pointer, field.presence, field.null)
                cells.setdefault(field.concept, {})[variant.id] = cell
            elif pointer.key != "*":
                unnamed += 1
    sentences: Mapping[str, str] = concepts()
    rows = [Row(name, sentences[name], cells[name]) for name in sentences if name in cells]
    return Matrix(tuple(variants), tuple(rows), unnamed)
