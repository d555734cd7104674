"""Markdown, for an issue or a page."""

from __future__ import annotations

from collections.abc import Sequence

from batchschema.core.profile import Compared, Periods
from batchschema.reports.concise_report import printable
from batchschema.reports.markdown import code, table
from batchschema.reports.observe import LEGEND, head, rows, said, sections, totals, turned
from batchschema.reports.view import Style


def profiles(found: Sequence[Compared], style: Style, width: int) -> str:
    """A section a variant: what was seen, the table, the remarks."""
    out = []
    for compared in found:
        out += [f"## {code(compared.variant)}", "", head(compared), ""]
        cells = (
            [code(row.field), row.absent, row.null, code(row.documented), _text(", ".join(row.observed))]
            for row in rows(compared)
        )
        out += table(["field", "absent", "null", "documented", "observed"], cells)
        for title, remarks in sections(compared):
            out += ["", f"### {title[0].upper()}{title[1:]}", ""]
            out += [f"- {code(printable(each.pointer) or '/')}: {_text(said(each))}" for each in remarks]
        out.append("")
    return "\n".join([*out, LEGEND, ""]) if found else "Nothing was observed.\n"


def periods(periods: Periods, style: Style) -> str:
    """A table of what was seen, and one of the differences."""
    seen = ([code(id), before, after] for id, before, after in totals(periods))
    out = list(table(["variant", "before", "after"], seen))
    if not periods.shifts:
        return "\n".join([*out, "", "No clear differences.", ""])
    shifts = (
        [code(shift.variant), code(printable(shift.pointer)), shift.severity.label, _text(turned(shift))]
        for shift in periods.shifts
    )
    return "\n".join([*out, "", *table(["variant", "field", "severity", "difference"], shifts), ""])


def _text(text: str) -> str:
    """Plain text; what Markdown or HTML would take for its own is shown as it is."""
    for mark in "\\`*_<>|[]#":
        text = text.replace(mark, f"\\{mark}")
    return text
