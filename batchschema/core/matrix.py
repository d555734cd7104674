"""What documents state about the same fields: concepts by variants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from batchschema.core.facts import Null, Presence
from batchschema.core.pointer import Pointer
from batchschema.core.variant import Variant


@dataclass(frozen=True, slots=True)
class Cell:
    """What one variant states about the field of one concept."""

    pointer: Pointer
    presence: Presence
    """Within the object that holds the field."""
    null: Null


@dataclass(frozen=True, slots=True)
class Row:
    """One concept."""

    concept: str
    sentence: str
    """What the concept means."""
    cells: Mapping[str, Cell]
    """By variant; one without such a field is not among them."""

    def disputed(self, variants: Iterable[Variant]) -> tuple[str, ...]:
        """The facts (`presence`, `null`) that two of these variants both state, and otherwise."""
        cells = [self.cells[variant.id] for variant in variants if variant.id in self.cells]
        presences = {cell.presence for cell in cells} - {Presence.UNSTATED}
        nulls = {cell.null for cell in cells} - {Null.UNSTATED}
        return (*(["presence"] if len(presences) > 1 else []), *(["null"] if len(nulls) > 1 else []))

    def lacked(self, variants: Iterable[Variant]) -> bool:
        """Whether one of these requires the field, in the job itself, and another knows no such field."""
        cells = [self.cells.get(variant.id) for variant in variants]
        required = (cell for cell in cells if cell is not None and cell.presence is Presence.REQUIRED)
        return None in cells and any(cell.pointer.parent == Pointer() for cell in required)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Concepts by variants."""

    variants: tuple[Variant, ...]
    """By vendor, then document, then age."""
    rows: tuple[Row, ...]
    unnamed: int
    """Fields, over all variants, that no concept lines up with others."""

    def of_vendors(self) -> Mapping[str, Sequence[Variant]]:
        """The variants by vendor, in their order."""
        found: dict[str, list[Variant]] = {}
        for variant in self.variants:
            found.setdefault(variant.vendor or "", []).append(variant)
        return found

    def disputes(self, row: Row) -> Mapping[str, tuple[str, ...]]:
        """By vendor the facts on which its own documents differ; under `""` those on which any two do.

        Beside `presence` and `null` a vendor's documents differ on `field` where one requires what another
        does not know.
        """
        own = {
            vendor: (*(["field"] if row.lacked(variants) else []), *row.disputed(variants))
            for vendor, variants in self.of_vendors().items()
        }
        return {vendor: facts for vendor, facts in {**own, "": row.disputed(self.variants)}.items() if facts}

    def differs(self, row: Row, variant: Variant) -> bool:
        """Whether this variant says something that another of its vendor says otherwise."""
        cell, facts = row.cells.get(variant.id), self.disputes(row).get(variant.vendor or "", ())
        if cell is None:
            return "field" in facts
        said = {"presence": cell.presence.value, "null": cell.null.value}
        required = "field" in facts and cell.presence is Presence.REQUIRED
        return required or any(said[fact] != "unstated" for fact in facts if fact in said)
