"""Findings to text: one module per format, each with the same few functions."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from batchschema.core import Fold, Group, Severity, Summary
from batchschema.core.instance import Location

FORMATS = ("full", "concise", "json", "jsonl")
Style = Callable[[str, str], str]
"""Colours a text by its role: a severity's label, `place`, `rule` or `faint`."""


def plain(text: str, _role: str) -> str:
    """No colours."""
    return text


@dataclass(frozen=True, slots=True)
class View:
    """What the user asked to see."""

    notes: bool = False
    values: bool = False
    quiet: bool = False
    statistics: bool = False
    style: Style = plain
    excerpt: Callable[[Location], str | None] = lambda _: None
    """The line of the source at a place, where it may be shown."""

    def shows(self, item: Group | Fold) -> bool:
        """Whether a text format prints this: notes either as findings or folded, never both."""
        if isinstance(item, Fold):
            return not self.notes and not self.quiet
        return self.notes or item.finding.severity > Severity.NOTE


class Report(Protocol):
    """A format: `head`, the items joined by `SEPARATOR`, `tail`."""

    SEPARATOR: str
    IS_TEXT: bool
    """True for what people read: grouped, notes folded, most severe first."""

    def head(self, view: View) -> str:
        """What comes before the first item."""

    def item(self, item: Group | Fold, view: View) -> str:
        """One finding with its recurrences; empty when it is not to be shown."""

    def tail(self, summary: Summary, view: View) -> str:
        """What comes after the last item."""


def report_named(name: str) -> Report:
    """The report of a format; imported when it is asked for."""
    return importlib.import_module(f"batchschema.reports.{name}_report")  # type: ignore[return-value]


def severity_first(item: Group | Fold) -> int:
    """Sort key of text formats: errors, warnings, notes; keeps the order by place within each."""
    return -int(item.finding.severity) if isinstance(item, Group) else 0
