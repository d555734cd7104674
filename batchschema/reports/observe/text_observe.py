"""For a terminal: a table of the fields, and below it what that says beside the document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from batchschema.core.profile import Compared, Evidence, Periods, Remark
from batchschema.core.wording import plural
from batchschema.reports.concise_report import printable
from batchschema.reports.observe import LEGEND, head, rows, said, sections, totals, turned
from batchschema.reports.table import columns
from batchschema.reports.view import Style

HEAD = ("field", "absent", "null", "documented")
NARROWEST = 24
"""Characters that the last column always has, however narrow the terminal."""


def profiles(found: Sequence[Compared], style: Style, width: int) -> str:
    """A block a variant."""
    blocks = ["".join(_block(compared, style, width)) for compared in found]
    if not blocks:
        return "Nothing was observed.\n"
    text = "\n".join(blocks)
    return f"{text}\n{LEGEND}\n" if "?" in text else text


def periods(periods: Periods, style: Style) -> str:
    """How much was seen of each variant, then a line a difference."""
    out = []
    for id, before, after in totals(periods):
        out.append(f"{style(id, 'place')}: before {before}; after {after}\n")
        for shift in periods.shifts:
            if shift.variant == id:
                label = style(shift.severity.label, shift.severity.label)
                out.append(f"  {printable(shift.pointer)}: {label}: {turned(shift)}\n")
    counted = plural(len(periods.shifts), "clear difference")
    return "".join([*out, f"{counted}.\n"])


def _block(compared: Compared, style: Style, width: int) -> Iterator[str]:
    yield f"{style(compared.variant, 'place')}\n"
    yield from _wrapped(head(compared), "  ", width)
    yield "\n"
    yield _table(compared, width)
    for title, remarks in sections(compared):
        evidence = remarks[0].evidence
        yield f"\n  {style(title, _role(evidence))} ({len(remarks):,})\n"
        if evidence is Evidence.UNSEEN:
            yield from _wrapped(", ".join(printable(each.pointer) for each in remarks), "    ", width)
            continue
        longest = max(len(printable(remark.pointer)) for remark in remarks)
        for remark in remarks:
            yield from _remark(remark, longest, width)


def _table(compared: Compared, width: int) -> str:
    """The last column is wrapped within the width."""
    found = list(rows(compared))
    cells = [HEAD, *(row[:4] for row in found)]
    room = width - 2 - sum(max(len(cell[index]) for cell in cells) + 2 for index in range(4))
    lines = [(*HEAD, "observed")]
    for row in found:
        first, *others = _filled(row.observed, max(room, NARROWEST))
        lines.append((*row[:4], first))
        lines += [("", "", "", "", other) for other in others]
    return columns(lines, numbers=frozenset({1, 2}), indent="  ")


def _filled(pieces: Sequence[str], width: int) -> list[str]:
    """Lines of whole pieces; one that is longer than a line has a line of its own."""
    lines = [""]
    for index, piece in enumerate(pieces):
        text = piece if index == len(pieces) - 1 else f"{piece},"
        if lines[-1] and len(lines[-1]) + 1 + len(text) > width:
            lines.append("")
        lines[-1] += f" {text}" if lines[-1] else text
    return lines


def _remark(remark: Remark, longest: int, width: int) -> Iterator[str]:
    place = printable(remark.pointer) or "/"
    rule = f"  [{remark.rule}]" if remark.evidence is Evidence.CONTRADICTION else ""
    indent = " " * (longest + 6)
    yield from _wrapped(f"{place.ljust(longest)}  {said(remark)}{rule}", "    ", width, indent)


def _wrapped(text: str, indent: str, width: int, later: str | None = None) -> Iterator[str]:
    for line in textwrap.wrap(
        text,
        max(width, len(later or "") + NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        yield f"{line}\n"


def _role(evidence: Evidence) -> str:
    return "error" if evidence is Evidence.CONTRADICTION else "note"
