"""Markdown, for an issue or a page."""

from __future__ import annotations

from collections.abc import Sequence

from batchschema.core.profile import Compared, Periods
from batchschema.reports.concise_report import printable
from batchschema.reports.observe import LEGEND, head, rows, said, sections, totals, turned
from batchschema.reports.view import Style


def profiles(found: Sequence[Compared], style: Style, width: int) -> str:
    """A section a variant: what was seen, the table, the remarks."""
    out = []
    for compared in found:
        out += [f"## {_code(compared.variant)}", "", head(compared), ""]
        out += [_row(["field", "absent", "null", "documented", "observed"]), _row(["---"] * 5)]
        out += [
            _row(
                [
                    _code(row.field),
                    row.absent,
                    row.null,
                    _code(row.documented),
                    _text(", ".join(row.observed)),
                ]
            )
            for row in rows(compared)
        ]
        for title, remarks in sections(compared):
            out += ["", f"### {title[0].upper()}{title[1:]}", ""]
            out += [f"- {_code(printable(each.pointer) or '/')}: {_text(said(each))}" for each in remarks]
        out.append("")
    return "\n".join([*out, LEGEND, ""]) if found else "Nothing was observed.\n"


def periods(periods: Periods, style: Style) -> str:
    """A table of what was seen, and one of the differences."""
    out = [_row(["variant", "before", "after"]), _row(["---"] * 3)]
    out += [_row([_code(id), before, after]) for id, before, after in totals(periods)]
    if not periods.shifts:
        return "\n".join([*out, "", "No clear differences.", ""])
    out += ["", _row(["variant", "field", "severity", "difference"]), _row(["---"] * 4)]
    out += [
        _row(
            [
                _code(shift.variant),
                _code(printable(shift.pointer)),
                shift.severity.label,
                _text(turned(shift)),
            ]
        )
        for shift in periods.shifts
    ]
    return "\n".join([*out, ""])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _code(text: str) -> str:
    text = text.replace("|", "\\|")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _text(text: str) -> str:
    """Plain text; what Markdown or HTML would take for its own is shown as it is."""
    for mark in "\\`*_<>|[]#":
        text = text.replace(mark, f"\\{mark}")
    return text
