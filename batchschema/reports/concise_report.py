"""One line a finding, also of what is said of several fields: `grep` and editors take lines one by one."""

from __future__ import annotations

from batchschema.core import Fold, Group, Summary
from batchschema.core.instance import Location
from batchschema.core.wording import plural
from batchschema.reports.view import Items, View

ITEMS = Items.FINDINGS
SEPARATOR = ""
IS_TEXT = True


def head(view: View) -> str:
    """Nothing."""
    return ""


def item(item: Group | Fold, view: View) -> str:
    """`path:line:column: severity: message [rule] (variant)`, and how often."""
    return f"{line(item, view)}\n" if view.shows(item) else ""


def tail(summary: Summary, view: View) -> str:
    """The counts in one line, and by rule when statistics are asked for."""
    if view.quiet:
        return statistics(summary) if view.statistics else ""
    return f"{counts(summary)}\n" + (statistics(summary) if view.statistics else "")


def line(item: Group | Fold, view: View) -> str:
    """The one line, without its end."""
    style = view.style
    times = _times(item)
    if isinstance(item, Fold):
        where = style(place(item.location), "place")
        variant = f" ({item.variant})" if item.variant else ""
        return f"{where}: {style('note', 'note')}: {item.text}{variant}{times}"
    finding = item.finding
    where = place(finding.location or Location("-"))
    label = style(finding.severity.label, finding.severity.label)
    variant = f" ({finding.variant})" if finding.variant else ""
    return (
        f"{style(where, 'place')}: {label}: {printable(finding.message)} "
        f"{style(f'[{finding.rule}]', 'rule')}{variant}{times}"
    )


def _times(item: Group | Fold) -> str:
    if isinstance(item, Group) and item.alike:
        return f" (x{item.total:,}, {len(item.alike) + 1:,} fields)"
    return f" (x{item.count:,})" if item.count > 1 else ""


def place(location: Location) -> str:
    """`path:line:column`, as far as it is known."""
    known = [part for part in location if part is not None]
    return printable(":".join(map(str, known)))


def printable(text: str) -> str:
    """Control characters of hostile keys and file names as escapes: a finding is one line."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def counts(summary: Summary) -> str:
    """`Checked 3 payloads in 2 inputs: 1 error, 0 warnings, 4 notes.`"""
    found = [
        plural(summary.errors, "error"),
        plural(summary.warnings, "warning"),
        plural(summary.notes, "note"),
    ]
    checked = f"Checked {plural(summary.payloads, summary.subject)} in {plural(summary.inputs, 'input')}"
    parts = [f"{checked}: {', '.join(found)}."]
    if summary.unreadable:
        parts.append(f"{summary.unreadable:,} could not be judged.")
    for file, count in summary.hidden.items():
        parts.append(f"{plural(count, 'known deviation')} in {printable(file)} not shown.")
    if summary.skipped:
        parts.append(passed_over(summary.skipped))
    return " ".join(parts)


def passed_over(count: int) -> str:
    """`3 held no batch job and were skipped.`"""
    return f"{count:,} held no batch job and {'was' if count == 1 else 'were'} skipped."


def statistics(summary: Summary) -> str:
    """How many findings of each rule, most frequent first."""
    ranked = sorted(summary.rules.items(), key=lambda entry: (-entry[1], entry[0]))
    width = max((len(f"{count:,}") for _, count in ranked), default=0)
    return "".join(f"{count:>{width},}  {rule}\n" for rule, count in ranked)
