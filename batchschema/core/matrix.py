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
        """By vendor the facts on which its own documents differ; under `""` those on which any two do."""
        own = {vendor: row.disputed(variants) for vendor, variants in self.of_vendors().items()}
        return {vendor: facts for vendor, facts in {**own, "": row.disputed(self.variants)}.items() if facts}
