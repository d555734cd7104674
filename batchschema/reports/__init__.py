"""Findings to text: one module per format, each with the same few functions."""

from __future__ import annotations

import importlib
from typing import Any, Protocol

from batchschema.core import Fold, Group, Summary
from batchschema.reports.view import Items, View

__all__ = ["FORMATS", "Items", "Report", "View", "report_named", "severity_first"]

FORMATS = (
    "full", "concise", "markdown", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson",
)  # fmt: skip


class Report(Protocol):
    """A format: `head`, the items joined by `SEPARATOR`, `tail`."""

    ITEMS: Items
    SEPARATOR: str
    IS_TEXT: bool
    """True for what people read: grouped, notes folded, most severe first."""

    def head(self, view: View) -> str:
        """What comes before the first item."""

    def item(self, item: Any, view: View) -> str:
        """One item, of the kind that `ITEMS` says; empty when it is not to be shown."""

    def tail(self, summary: Summary, view: View) -> str:
        """What comes after the last item."""


def report_named(name: str) -> Report:
    """The report of a format; imported when it is asked for."""
    return importlib.import_module(f"batchschema.reports.{name}_report")


def severity_first(item: Group | Fold) -> int:
    """Sort key of text formats: errors, warnings, notes; keeps the order by place within each."""
    return -int(item.finding.severity) if isinstance(item, Group) else 0
