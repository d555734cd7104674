"""The default: each finding with what helps to mend it, then what was checked against what."""

from __future__ import annotations

from batchschema.core import Fold, Group, Summary
from batchschema.reports.chosen import chosen
from batchschema.reports.concise_report import counts, line, place, printable, statistics
from batchschema.reports.view import Items, View

ITEMS = Items.FINDINGS
SEPARATOR = ""
IS_TEXT = True
WIDEST = 160
"""Characters of a source line that are shown."""


def head(view: View) -> str:
    """Nothing."""
    return ""


def item(item: Group | Fold, view: View) -> str:
    """The line of the concise format and, indented below it, source, value, hint and further places."""
    if not view.shows(item):
        return ""
    first = line(item, view)
    below: list[str] = []
    if isinstance(item, Group):
        below += _excerpt(item, view)
        if view.values and item.finding.value is not None:
            below.append(f"value: {_shortened(item.finding.value)}")
        if item.finding.hint:
            below.append(f"hint: {item.finding.hint}")
    if item.count > 1:
        also = ", ".join(place(location) for location in item.places[1:])
        below.append(f"also at {also}" + (", …" if item.count > len(item.places) else ""))
    return f"{first}\n" + "".join(view.style(f"    {text}", "faint") + "\n" for text in below)


def tail(summary: Summary, view: View) -> str:
    """What was checked, against which variants and why those; counts by rule when asked for."""
    if view.quiet:
        return statistics(summary) if view.statistics else ""
    out = [counts(summary), *(f"  {each}" for each in chosen(summary))]
    return "\n".join(out) + "\n" + (statistics(summary) if view.statistics else "")


def _excerpt(group: Group, view: View) -> list[str]:
    location = group.finding.location
    text = view.excerpt(location) if location is not None and location.line is not None else None
    if text is None or location is None or location.column is None:
        return []
    start = max(0, location.column - 1 - WIDEST // 2)
    shown = printable(text[start : start + WIDEST].rstrip())
    return [shown, " " * (location.column - 1 - start) + "^"]


def _shortened(value: object) -> str:
    import json

    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= WIDEST else f"{text[:WIDEST]}…"
