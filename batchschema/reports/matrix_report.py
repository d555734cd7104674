"""Concepts by variants, for a terminal or a program."""

from __future__ import annotations

from collections.abc import Mapping

from batchschema.core import Null, Presence
from batchschema.core.matrix import Cell, Matrix, Row
from batchschema.reports.json_text import indented

PRESENCES = {Presence.REQUIRED: "R", Presence.OPTIONAL: "o", Presence.UNSTATED: "?"}
NULLS = {Null.FORBIDDEN: "!", Null.ALLOWED: "N", Null.UNSTATED: "?"}
ABSENT = "."
LEGEND = (
    "First letter: R required, o optional, ? silent. Second: ! never null, N may be null, ? silent.",
    f"{ABSENT} no such field. Presence is within the object that holds the field.",
)
FACTS = ("field", "presence", "null")
OWN = "differs from another document of the same vendor"


def as_text(matrix: Matrix) -> str:
    """The variants by number, then a line per concept; vendors are parted by `|`."""
    numbers = {variant.id: number for number, variant in enumerate(matrix.variants, 1)}
    width = max((len(row.concept) for row in matrix.rows), default=0)
    heads = "|".join(
        "".join(f"{numbers[variant.id]:>2} " for variant in variants)
        for variants in matrix.of_vendors().values()
    )
    out = [*(f"{number:>2}  {id}" for id, number in numbers.items()), "", *LEGEND, f"* {OWN}.", ""]
    out.append(f"{'':<{width}} {heads} disagreements (within a vendor)")
    for row in matrix.rows:
        cells = "|".join(
            "".join(
                f"{code_of(row.cells.get(variant.id)):>2}{'*' if matrix.differs(row, variant) else ' '}"
                for variant in variants
            )
            for variants in matrix.of_vendors().values()
        )
        out.append(f"{row.concept:<{width}} {cells} {disputed(matrix, row)}")
    out += ["", left_out(matrix)]
    return "".join(f"{line.rstrip()}\n" for line in out)


def as_json(matrix: Matrix) -> str:
    """Every cell spelled out; a variant without such a field is not among the cells."""
    about = {
        "version": 1,
        "variants": [
            {"id": variant.id, "vendor": variant.vendor, "date": variant.date} for variant in matrix.variants
        ],
        "concepts": [
            {
                "concept": row.concept,
                "description": row.sentence,
                "cells": {
                    id: {
                        "pointer": str(cell.pointer),
                        "presence": cell.presence.value,
                        "null": cell.null.value,
                    }
                    for id, cell in row.cells.items()
                },
                "disagreements": {
                    "any": row.disputed(matrix.variants),
                    "vendors": {vendor: facts for vendor, facts in matrix.disputes(row).items() if vendor},
                },
            }
            for row in matrix.rows
        ],
        "fields_without_concept": matrix.unnamed,
    }
    return indented(about)


def code_of(cell: Cell | None) -> str:
    """Presence and null in two letters; items and values of maps have no presence."""
    if cell is None:
        return ABSENT
    presence = " " if cell.pointer.key == "*" else PRESENCES[cell.presence]
    return presence + NULLS[cell.null]


def disputed(matrix: Matrix, row: Row) -> str:
    """`presence, null (mistral)`: what any two differ on, and which vendors' own documents do."""
    disputes = matrix.disputes(row)
    found = {fact for facts in disputes.values() for fact in facts}
    return ", ".join(f"{fact}{_vendors(disputes, fact)}" for fact in FACTS if fact in found)


def _vendors(disputes: Mapping[str, tuple[str, ...]], fact: str) -> str:
    own = [vendor for vendor, facts in disputes.items() if vendor and fact in facts]
    return f" ({', '.join(own)})" if own else ""


def left_out(matrix: Matrix) -> str:
    """How many rows there are, and what has none."""
    return f"{len(matrix.rows)} concepts; {matrix.unnamed} fields that no concept lines up are left out."
