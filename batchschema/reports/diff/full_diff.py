"""The default: the verdicts, then each change with who says what, and its witness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from batchschema.core.change import Change, Comparison, Direction, JudgedChange, Statement
from batchschema.reports.concise_report import printable
from batchschema.reports.diff import DiffView, compact, fact, heading, place, severity_first, subject
from batchschema.reports.diff.concise_diff import verdicts

WIDEST = 100
"""Characters of a line of the table of all pairs."""
WORD, LETTER = 11, 3
SHORT = {"safe": "safe", "hazard": "hazard", "breaks": "BREAKS", "undecided": "undecided", "-": "-"}
LETTERS = {"safe": ".", "hazard": "h", "breaks": "B", "undecided": "?", "-": "-"}
LETTERS_MEAN = "B breaks, h hazard, . safe, ? undecided."


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
    """Rows read, columns write: the verdict where they meet; in letters where words would be too wide."""
    names = list(dict.fromkeys(name for each in comparisons for name in (each.before, each.after)))
    cells = {name: {name: "-"} for name in names}
    for each in comparisons:
        cells[each.before][each.after] = each.verdict(Direction.BEFORE_READS_AFTER).value
        cells[each.after][each.before] = each.verdict(Direction.AFTER_READS_BEFORE).value
    titles = [f"{number:>2}  {name}" for number, name in enumerate(names, 1)]
    heads = [title.ljust(max(map(len, titles), default=0)) for title in titles]
    out = ["Rows read what columns write.", "", *titles, ""]
    if len(heads[0]) + WORD * len(names) <= WIDEST:
        return "\n".join([*out, *_block(names, names, heads, cells, SHORT)]) + "\n"
    out += [LETTERS_MEAN, ""]
    if len(heads[0]) + LETTER * len(names) > WIDEST:
        heads = [f"{number:>2}" for number in range(1, len(names) + 1)]
    most = (WIDEST - len(heads[0])) // LETTER
    for start in range(0, len(names), most):
        out += [*_block(names, names[start : start + most], heads, cells, LETTERS), ""]
    return "\n".join(out[:-1]) + "\n"


def _block(
    names: Sequence[str],
    columns: Sequence[str],
    heads: Sequence[str],
    cells: Mapping[str, Mapping[str, str]],
    spelled: Mapping[str, str],
) -> Iterator[str]:
    width = WORD if spelled is SHORT else LETTER
    numbers = (f"{names.index(column) + 1:>{width}}" for column in columns)
    yield " " * len(heads[0]) + "".join(numbers)
    for name, head in zip(names, heads, strict=True):
        yield head + "".join(f"{spelled.get(cells[name].get(column, ''), ''):>{width}}" for column in columns)


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
