"""Concepts by variants, for a terminal or a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
PARTED = "| parts vendors"
DISPUTES = "disagreements (within a vendor)"
WIDEST = 160
"""Characters of a line where nobody says how wide the page is."""


def as_text(matrix: Matrix, width: int = WIDEST) -> str:
    """The variants by number, then a line per concept; vendors are parted by `|`.

    What is wider than `width` characters goes on below, in a further block of columns.
    """
    numbers = {variant.id: number for number, variant in enumerate(matrix.variants, 1)}
    parted = [f"{PARTED}."] if len(matrix.of_vendors()) > 1 else []
    out = [*(f"{number:>2}  {id}" for id, number in numbers.items()), "", *LEGEND, f"* {OWN}.", *parted]
    names = ["", *(row.concept for row in matrix.rows)]
    start = max(map(len, names))
    disputes = [DISPUTES, *(disputed(matrix, row) for row in matrix.rows)]
    for block in _blocks(_columns(matrix, numbers), disputes, width - start - 1):
        out += ["", *(f"{name:<{start}} {line}" for name, line in zip(names, block, strict=True))]
    out += ["", left_out(matrix)]
    return "".join(f"{line.rstrip()}\n" for line in out)


def _columns(matrix: Matrix, numbers: Mapping[str, int]) -> Iterator[tuple[str, list[str]]]:
    """By variant its vendor, and what stands below each other: its number, then a cell for each concept."""
    for variant in matrix.variants:
        cells = [
            f"{code_of(row.cells.get(variant.id)):>2}{'*' if matrix.differs(row, variant) else ' '}"
            for row in matrix.rows
        ]
        yield variant.vendor or "", [f"{numbers[variant.id]:>2} ", *cells]


def _blocks(
    columns: Iterable[tuple[str, list[str]]], last: Sequence[str], width: int
) -> Iterator[Sequence[str]]:
    """Columns side by side as far as the width goes, line by line; the last one after all others."""
    lines = [""] * len(last)
    before = None
    for vendor, cells in columns:
        bar = "|" if lines[0] and vendor != before else ""
        if lines[0] and len(lines[0]) + len(bar) + len(cells[0]) > width:
            yield lines
            lines, bar = [""] * len(last), ""
        lines = [f"{line}{bar}{cell}" for line, cell in zip(lines, cells, strict=True)]
        before = vendor
    if len(lines[0]) + 1 + max(map(len, last)) > width:
        yield lines
        yield last
    else:
        yield [f"{line} {cell}" for line, cell in zip(lines, last, strict=True)]


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
