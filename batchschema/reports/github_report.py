"""Workflow commands, which GitHub Actions shows as annotations: `::error file=…,line=…::message`."""

from __future__ import annotations

from batchschema.core import Fold, Group, Severity, Summary
from batchschema.core.instance import Location
from batchschema.reports.concise_report import counts, printable
from batchschema.reports.paths import legible, path_of
from batchschema.reports.view import Items, View

ITEMS = Items.FINDINGS
SEPARATOR = ""
IS_TEXT = False
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def head(view: View) -> str:
    """Nothing."""
    return ""


def item(item: Group | Fold, view: View) -> str:
    """One command; notes only where they are asked for, since the number of annotations is limited."""
    if isinstance(item, Fold) or not view.shows(item):
        return ""
    finding = item.finding
    source, line, column = finding.location or Location("-")
    properties = {"file": path_of(source, view.root), "line": line, "col": column, "title": finding.rule}
    shown = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None
    )
    message = finding.message
    if finding.variant:
        message += f" ({finding.variant})"
    if item.count > 1:
        message += f", {item.count:,} times"
    return f"::{COMMANDS[finding.severity]} {shown}::{_data(printable(message))}\n"


def tail(summary: Summary, view: View) -> str:
    """The counts, for those who read the log."""
    return "" if view.quiet else f"{counts(summary)}\n"


def _data(text: str) -> str:
    """A message: percent signs and line ends are escaped."""
    return legible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property: what ends one is escaped too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
