"""The default: the verdicts, then each change with who says what, and its witness."""

from __future__ import annotations

from collections.abc import Sequence

from batchschema.core.change import Change, Comparison, Direction, JudgedChange, Statement
from batchschema.reports.concise_report import printable
from batchschema.reports.diff import DiffView, compact, fact, heading, place, severity_first, subject
from batchschema.reports.diff.concise_diff import verdicts

SHORT = {
    "safe": "safe",
    "hazard": "hazard",
    "breaks": "BREAKS",
    "undecided": "undecided",
}


def one(comparison: Comparison, view: DiffView) -> str:
    """Verdicts first, so that the answer is at the top."""
    out = [*verdicts(comparison, view), ""]
    for change in severity_first(comparison, view):
        out += [*_change(change, view, comparison), ""]
    if not comparison.changes:
        out += ["No differences.", ""]
    if view.explain:
        for way in view.directions:
            out += [f"To decide on {heading(way, comparison)}:"]
            out += [f"  - {step}" for step in comparison.tried.get(way, ())]
    return "\n".join(out).rstrip("\n") + "\n"


def table(comparisons: Sequence[Comparison], view: DiffView) -> str:
    """Rows read, columns write: the verdict where they meet."""
    names = list(dict.fromkeys(name for each in comparisons for name in (each.before, each.after)))
    cells = {name: {name: "-"} for name in names}
    for each in comparisons:
        cells[each.before][each.after] = SHORT[each.verdict(Direction.BEFORE_READS_AFTER).value]
        cells[each.after][each.before] = SHORT[each.verdict(Direction.AFTER_READS_BEFORE).value]
    width = max((len(name) for name in names), default=0) + 4
    out = ["Rows read what columns write.", ""]
    out += [f"{index:>2}  {name}" for index, name in enumerate(names, 1)]
    out += ["", " " * width + "".join(f"{index:>11}" for index in range(1, len(names) + 1))]
    for index, name in enumerate(names, 1):
        row = "".join(f"{cells[name].get(other, ''):>11}" for other in names)
        out.append(f"{index:>2}  {name:<{width - 4}}{row}")
    return "\n".join(out) + "\n"


def _change(judged: JudgedChange, view: DiffView, comparison: Comparison) -> list[str]:
    change, style = judged.change, view.style
    label = judged.severity(view.directions).label
    out = [
        f"{style(printable(place(change)), 'place')}: {style(label, label)} "
        f"{style(f'[{judged.rule}]', 'rule')} {subject(change)} ({change.basis.value})",
        f"    {_said(change, change.before)}",
        f"    {_said(change, change.after)}",
    ]
    for way in view.directions:
        side = judged.side(way)
        if side.witness is None and not view.explain and side.verdict.value == "ok":
            continue
        why = f": {side.why}" if side.why and (view.explain or side.verdict.value != "ok") else ""
        out.append(f"    {side.verdict.value}, {heading(way, comparison)}{why}")
        if side.witness is not None:
            out.append(view.style(f"        {printable(compact(side.witness.value))}", "faint"))
    return out


def _said(change: Change, statement: Statement) -> str:
    written = f", written {statement.as_written}" if statement.as_written else ""
    return printable(f"{statement.document}: {fact(change, statement)}{written}")
