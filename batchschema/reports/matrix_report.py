"""Concepts by variants, for a terminal, a page, or a program."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from batchschema.core import Null, Presence, Variant
from batchschema.core.matrix import Cell, Matrix, Row

PRESENCES = {Presence.REQUIRED: "R", Presence.OPTIONAL: "o", Presence.UNSTATED: "?"}
NULLS = {Null.FORBIDDEN: "!", Null.ALLOWED: "N", Null.UNSTATED: "?"}
ABSENT = "."
LEGEND = (
    "First letter: R required, o optional, ? silent. Second: ! never null, N may be null, ? silent.",
    f"{ABSENT} no such field. Presence is within the object that holds the field.",
)
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
                f"{_code(row.cells.get(variant.id)):>2}{'*' if _own(matrix, row, variant) else ' '}"
                for variant in variants
            )
            for variants in matrix.of_vendors().values()
        )
        out.append(f"{row.concept:<{width}} {cells} {_disputed(matrix, row)}")
    out += ["", _left_out(matrix)]
    return "".join(f"{line.rstrip()}\n" for line in out)


def as_markdown(matrix: Matrix) -> str:
    """The same as a table; bold is what `*` is in text."""
    out = [*LEGEND, f"Bold: {OWN}.", ""]
    out += [
        f"{number}. `{variant.id}`{f' ({variant.date})' if variant.date else ''}"
        for number, variant in enumerate(matrix.variants, 1)
    ]
    numbers = [str(number) for number in range(1, len(matrix.variants) + 1)]
    out += ["", _line(["concept", *numbers, "disagreements (within a vendor)"])]
    out.append(_line(["---"] * (len(numbers) + 2)))
    for row in matrix.rows:
        cells = [
            f"**{code}**" if _own(matrix, row, variant) else code
            for variant in matrix.variants
            for code in (_code(row.cells.get(variant.id)),)
        ]
        out.append(_line([f"`{row.concept}`", *cells, _disputed(matrix, row)]))
    out += ["", _left_out(matrix)]
    return "\n".join(out) + "\n"


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
    return orjson.dumps(about, option=orjson.OPT_INDENT_2).decode() + "\n"


def _code(cell: Cell | None) -> str:
    if cell is None:
        return ABSENT
    presence = " " if cell.pointer.key == "*" else PRESENCES[cell.presence]
    return presence + NULLS[cell.null]


def _own(matrix: Matrix, row: Row, variant: Variant) -> bool:
    """Whether this variant states something that another of its vendor states otherwise."""
    cell, facts = row.cells.get(variant.id), matrix.disputes(row).get(variant.vendor or "", ())
    return cell is not None and any(getattr(cell, fact).value != "unstated" for fact in facts)


def _disputed(matrix: Matrix, row: Row) -> str:
    """`presence, null (mistral)`: what any two differ on, and which vendors' own documents do."""
    disputes = matrix.disputes(row)
    return ", ".join(f"{fact}{_vendors(disputes, fact)}" for fact in disputes.get("", ()))


def _vendors(disputes: Mapping[str, tuple[str, ...]], fact: str) -> str:
    own = [vendor for vendor, facts in disputes.items() if vendor and fact in facts]
    return f" ({', '.join(own)})" if own else ""


def _left_out(matrix: Matrix) -> str:
    return f"{len(matrix.rows)} concepts; {matrix.unnamed} fields that no concept lines up are left out."


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
