"""Markdown, for a pull request's comment or a page."""

from __future__ import annotations

from collections.abc import Sequence

from batchschema.core.change import Comparison, Direction, JudgedChange
from batchschema.reports import markdown
from batchschema.reports.diff import DiffView, compact, fact, heading, place, severity_first, subject

MOST_NAMED = 6
"""Columns of a table whose heads are names; where there are more, they are numbers."""


def one(comparison: Comparison, view: DiffView) -> str:
    """A line a verdict, a table of changes, the witnesses below it."""
    out = [f"## {_code(comparison.before)} and {_code(comparison.after)}", ""]
    out += [f"- **{comparison.verdict(way).value}**: {heading(way, comparison)}" for way in view.directions]
    changes = severity_first(comparison, view)
    if not changes:
        return "\n".join([*out, "", "No differences.", ""])
    ways = [way.value.replace("-", " ") for way in view.directions]
    rows = (_cells(judged, view) for judged in changes)
    out += ["", *markdown.table(["place", "rule", "before", "after", "basis", *ways], rows)]
    out += ["", "<details><summary>Witnesses</summary>", ""]
    for judged in changes:
        for way in view.directions:
            witness = judged.side(way).witness
            if witness is not None:
                out += [f"- {_code(place(judged.change))}, {heading(way, comparison)}:", ""]
                out += ["  ```json", f"  {compact(witness.value)}", "  ```", ""]
    return "\n".join([*out, "</details>", ""])


def table(comparisons: Sequence[Comparison], view: DiffView) -> str:
    """Rows read what columns write."""
    names = list(dict.fromkeys(name for each in comparisons for name in (each.before, each.after)))
    cells = {(name, name): "-" for name in names}
    for each in comparisons:
        cells[each.before, each.after] = each.verdict(Direction.BEFORE_READS_AFTER).value
        cells[each.after, each.before] = each.verdict(Direction.AFTER_READS_BEFORE).value
    heads = list(map(_code, names))
    out = []
    if len(names) > MOST_NAMED:
        out = [f"{number}. {head}" for number, head in enumerate(heads, 1)] + [""]
        heads = [str(number) for number in range(1, len(names) + 1)]
    rows = (
        [head, *(cells.get((name, other), "") for other in names)]
        for head, name in zip(heads, names, strict=True)
    )
    return "\n".join([*out, *markdown.table(["reads \\ writes", *heads], rows)]) + "\n"


def _cells(judged: JudgedChange, view: DiffView) -> list[str]:
    change = judged.change
    said = [_code(fact(change, statement)) for statement in (change.before, change.after)]
    verdicts = [judged.side(way).verdict.value for way in view.directions]
    return [_code(place(change)), f"{judged.rule} ({subject(change)})", *said, change.basis.value, *verdicts]


def _code(text: str) -> str:
    return markdown.code(" ".join(text.split()))
