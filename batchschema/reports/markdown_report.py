"""A table for a comment on a pull request, or for a job's summary (GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from batchschema.core import Finding, Fold, Group, Overview, Severity, Summary
from batchschema.core.instance import Location
from batchschema.core.wording import plural
from batchschema.reports.alike import alike_together, apart
from batchschema.reports.chosen import chosen
from batchschema.reports.concise_report import counts, printable
from batchschema.reports.markdown import code, table
from batchschema.reports.paths import legible, path_of
from batchschema.reports.view import Items, View

ITEMS = Items.RUN
SEPARATOR = ""
IS_TEXT = True
MOST_FIELDS = 50
"""Fields that the main table names: with `WIDEST`, all stays below the 65,536 characters of a comment."""
MOST_FOLDED = 20
"""Rows below a fold."""
WIDEST = 160
"""Characters of a cell's part, before escapes."""


def head(view: View) -> str:
    """Nothing: the heading needs the counts."""
    return ""


def item(item: Overview, view: View) -> str:
    """The whole comment."""
    parts = [f"### batchschema: {_verdict(item.summary)}\n"]
    if not view.quiet:
        parts.append(f"{_words(counts(item.summary))}\n")
    shown = [group for group in item.groups if view.shows(group)]
    shown.sort(key=lambda group: -group.finding.severity)
    if shown:
        parts.append(_findings(alike_together(shown), view))
    notes = [fold for fold in item.folds if view.shows(fold)]
    if notes:
        parts.append(_folded(plural(item.summary.notes, "note"), _notes(notes, view)))
    if item.summary.variants and not view.quiet:
        lines = [f"- {_words(line)}" for line in chosen(item.summary)]
        parts.append(_folded("Checked against", "\n".join(_bounded(lines, MOST_FOLDED, "- ")) + "\n"))
    if view.statistics and item.summary.rules:
        ranked = sorted(item.summary.rules.items(), key=lambda entry: (-entry[1], entry[0]))
        rows = [[_code(rule), f"{count:,}"] for rule, count in ranked]
        parts.append(_folded("By rule", _table(("rule", "findings"), rows, len(rows))))
    return "\n".join(parts)


def tail(summary: Summary, view: View) -> str:
    """Nothing."""
    return ""


def _verdict(summary: Summary) -> str:
    found = [
        plural(count, noun)
        for count, noun in ((summary.errors, "error"), (summary.warnings, "warning"))
        if count
    ]
    if summary.unreadable:
        found.append(f"{summary.unreadable:,} not judged")
    return ", ".join(found) or "no contradiction"


def _findings(groups: Sequence[Group], view: View) -> str:
    rows: list[list[str]] = []
    left = MOST_FIELDS
    for group in groups:
        if not left:
            break
        rows.append(_finding_row(group, view, left - 1))
        left -= min(left, 1 + len(group.alike))
    return _table(("severity", "rule", "what", "against", "where", "times"), rows, len(groups))


def _finding_row(group: Group, view: View, most_alike: int) -> list[str]:
    """A row that names at most so many other fields."""
    finding = group.finding
    what = _words(finding.text)
    if finding.variant is not None:
        what = f"{_subject(finding)} {what}"
    if group.alike:
        others = [_other(each, finding, view) for each in group.alike[:most_alike]]
        if more := len(group.alike) - len(others):
            others.append(plural(more, "more field"))
        what += f"<br>likewise {', '.join(others)}"
    severity = finding.severity.label
    if finding.severity is Severity.ERROR:
        severity = f"**{severity}**"
    against = _code(finding.variant) if finding.variant else ""
    where = _where(finding.location or Location("-"), view)
    if group.alike and group.count > 1:
        where += f" (x{group.count:,})"
    return [severity, _code(finding.rule), what, against, where, f"{group.total:,}"]


def _subject(finding: Finding) -> str:
    return _code(str(finding.pointer)) if finding.pointer else "the payload"


def _other(group: Group, head: Finding, view: View) -> str:
    return _subject(group.finding) + apart(group, head, lambda location: _where(location, view))


def _notes(folds: Sequence[Fold], view: View) -> str:
    rows = [
        [_words(fold.text), _code(fold.variant), _where(fold.location, view), f"{fold.count:,}"]
        for fold in folds[:MOST_FOLDED]
    ]
    return _table(("what", "against", "first at", "payloads"), rows, len(folds))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], of: int) -> str:
    """A table, and below it how many of its rows were left out."""
    more = f"\nand {of - len(rows):,} more\n" if of > len(rows) else ""
    return "\n".join(table(head, rows)) + "\n" + more


def _bounded(lines: Sequence[str], most: int, bullet: str) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"{bullet}and {len(lines) - most:,} more"


def _folded(summary: str, inner: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{inner}\n</details>\n"


def _where(place: Location, view: View) -> str:
    known = [path_of(place.source, view.root), place.line, place.column]
    return _code(":".join(str(part) for part in known if part is not None))


def _code(text: str) -> str:
    return code(_short(text))


def _words(text: str) -> str:
    """Plain text; as code where it could notify somebody or become a link."""
    if re.search(r"[@#]|://|www\.", text):
        return _code(text)
    return re.sub(r"([\\`*_\[\]<>~|&$])", r"\\\1", _short(text))


def _short(text: str) -> str:
    text = printable(legible(text))
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
