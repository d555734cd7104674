"""Concepts by variants as a Markdown page: where vendors contradict themselves, each vendor, then all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from batchschema.core import Null, Presence, Variant
from batchschema.core.matrix import Cell, Matrix, Row
from batchschema.reports.markdown import table
from batchschema.reports.matrix_report import LEGEND, OWN, code_of, left_out

NULLS = {Null.FORBIDDEN: "never null", Null.ALLOWED: "may be null", Null.UNSTATED: "null: silent"}
PRESENCES = {
    Presence.REQUIRED: "required",
    Presence.OPTIONAL: "optional",
    Presence.UNSTATED: "presence: silent",
}
ABSENT = "no such field"
BOLD = f"Bold: {OWN}."


def as_markdown(matrix: Matrix) -> str:
    """The page; a vendor with one document here has its column in the last table only."""
    vendors = {vendor: found for vendor, found in matrix.of_vendors().items() if len(found) > 1}
    out = [*_contradictions(matrix, vendors)]
    for vendor, variants in vendors.items():
        out += [f"## {vendor}", "", BOLD, "", *_words(matrix, variants), ""]
    out += ["## All documents", "", *LEGEND, BOLD, "", *_codes(matrix), "", left_out(matrix)]
    return "".join(f"{line}\n" for line in out)


def _contradictions(matrix: Matrix, vendors: Iterable[str]) -> Iterator[str]:
    """A line for all fields of a vendor on which its documents differ in the same way."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for vendor in vendors:
        variants = matrix.of_vendors()[vendor]
        for row in matrix.rows:
            for fact in matrix.disputes(row).get(vendor, ()):
                said = (vendor, fact, _said(row, fact, variants))
                found.setdefault(said, []).append(_places(row, variants)[0])
    if not found:
        return
    yield from ("## Where a vendor's documents disagree", "")
    rows = ([*said, ", ".join(places)] for said, places in found.items())
    yield from table(["vendor", "about", "who says what", "fields"], rows)
    yield ""


def _said(row: Row, fact: str, variants: Sequence[Variant]) -> str:
    """`allowed`: these documents; `forbidden`: those."""
    words: dict[str, list[str]] = {}
    for variant in variants:
        words.setdefault(_word(row.cells.get(variant.id), fact), []).append(_short(variant))
    order = sorted(words, key=lambda word: (word == "silent", word == ABSENT))
    return "; ".join(f"**{word}**: {', '.join(words[word])}" for word in order)


def _word(cell: Cell | None, fact: str) -> str:
    if cell is None:
        return ABSENT
    word = cell.null.value if fact == "null" else cell.presence.value
    return "silent" if word == "unstated" else word


def _words(matrix: Matrix, variants: Sequence[Variant]) -> Iterator[str]:
    """One vendor's documents by name, each cell in words."""
    here = [row for row in matrix.rows if any(variant.id in row.cells for variant in variants)]
    yield from table(
        ["meaning", "field", *map(_short, variants)],
        (
            [
                row.concept,
                "<br>".join(_places(row, variants)),
                *(_in_words(row.cells.get(each.id), is_bold=matrix.differs(row, each)) for each in variants),
            ]
            for row in here
        ),
    )


def _codes(matrix: Matrix) -> Iterator[str]:
    """Every document by number, each cell in two letters."""
    for number, variant in enumerate(matrix.variants, 1):
        yield f"{number}. `{variant.id}`{f' ({variant.date})' if variant.date else ''}"
    yield ""
    yield from table(
        ["meaning", *(str(number) for number in range(1, len(matrix.variants) + 1))],
        (
            [
                row.concept,
                *(
                    _bold(code_of(row.cells.get(each.id)).strip(), is_bold=matrix.differs(row, each))
                    for each in matrix.variants
                ),
            ]
            for row in matrix.rows
        ),
    )


def _places(row: Row, variants: Sequence[Variant]) -> list[str]:
    """Where these documents have the field, each place once."""
    cells = (row.cells.get(variant.id) for variant in variants)
    return list(dict.fromkeys(f"`{cell.pointer}`" for cell in cells if cell is not None))


def _in_words(cell: Cell | None, *, is_bold: bool) -> str:
    if cell is None:
        return _bold(ABSENT, is_bold=True) if is_bold else "-"
    presence = [] if cell.pointer.key == "*" else [PRESENCES[cell.presence]]
    return _bold(", ".join([*presence, NULLS[cell.null]]), is_bold=is_bold)


def _short(variant: Variant) -> str:
    """Its name without the vendor's."""
    return variant.id.removeprefix(f"{variant.vendor}/")


def _bold(text: str, *, is_bold: bool) -> str:
    return f"**{text}**" if is_bold else text
