"""Findings to text: one module per format, each with the same few functions."""

from __future__ import annotations

import importlib
from typing import Protocol

from batchschema.core import Fold, Group, Summary
from batchschema.reports.view import View

FORMATS = ("full", "concise", "json", "jsonl")


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
    return importlib.import_module(f"batchschema.reports.{name}_report")


def severity_first(item: Group | Fold) -> int:
    """Sort key of text formats: errors, warnings, notes; keeps the order by place within each."""
    return -int(item.finding.severity) if isinstance(item, Group) else 0
