"""One line a change, and one a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from batchschema.core.change import Comparison, JudgedChange
from batchschema.reports.concise_report import printable
from batchschema.reports.diff import DiffView, fact, heading, place, severity_first, subject


def one(comparison: Comparison, view: DiffView) -> str:
    """`pointer: severity: what changed [rule] verdicts`, then the verdicts on the whole."""
    out = [line(change, view) for change in severity_first(comparison, view)]
    return "".join(f"{each}\n" for each in [*out, *verdicts(comparison, view)])


def table(comparisons: Sequence[Comparison], view: DiffView) -> str:
    """Two lines a pair: each reader's verdict."""
    return "".join(f"{line}\n" for each in comparisons for line in verdicts(each, view))


def line(judged: JudgedChange, view: DiffView) -> str:
    """One change, without the end of the line."""
    change, style = judged.change, view.style
    label = judged.severity(view.directions).label
    said = f"{subject(change)} {fact(change, change.before)} -> {fact(change, change.after)}"
    sides = ", ".join(f"{way.value} {judged.side(way).verdict.value}" for way in view.directions)
    return (
        f"{style(printable(place(change)), 'place')}: {style(label, label)}: {printable(said)} "
        f"{style(f'[{judged.rule}]', 'rule')} ({change.basis.value}; {sides})"
    )


def verdicts(comparison: Comparison, view: DiffView) -> list[str]:
    """A line for each direction that was asked for."""
    return [
        f"{view.style(comparison.verdict(way).value, _role(comparison.verdict(way).value))}: "
        f"{heading(way, comparison)}"
        for way in view.directions
    ]


def _role(verdict: str) -> str:
    return {"breaks": "error", "safe": "note"}.get(verdict, "warning")
