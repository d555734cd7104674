"""Comparisons to text: one module per format, each with `one` and `table`."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from batchschema.core.change import Change, Comparison, Direction, JudgedChange, Kind, Statement
from batchschema.reports.view import Style, plain

FORMATS = ("full", "concise", "json", "markdown")


@dataclass(frozen=True, slots=True)
class DiffView:
    """What the user asked to see."""

    directions: tuple[Direction, ...] = tuple(Direction)
    explain: bool = False
    """What was tried, and why a change is harmless."""
    style: Style = plain


class DiffReport(Protocol):
    """A format."""

    def one(self, comparison: Comparison, view: DiffView) -> str:
        """Two documents compared."""

    def table(self, comparisons: Sequence[Comparison], view: DiffView) -> str:
        """The verdicts on every pair."""


def diff_report_named(name: str) -> DiffReport:
    """The report of a format; imported when it is asked for."""
    return importlib.import_module(f"batchschema.reports.diff.{name}_diff")


def severity_first(comparison: Comparison, view: DiffView) -> list[JudgedChange]:
    """The changes by severity in the directions asked for, the worst first, then by place."""
    return sorted(comparison.changes, key=lambda change: -int(change.severity(view.directions)))


def fact(change: Change, statement: Statement) -> str:
    """One side of a change in a few words."""
    if statement.says is None:
        return "nothing" if change.kind is not Kind.FIELD else "not documented"
    if isinstance(statement.says, str):
        return statement.says
    return compact(statement.says)


def subject(change: Change) -> str:
    """What kind of fact it is about, as a reader would name it."""
    names = {Kind.BOUND: change.keyword or "bound", Kind.ANNOTATION: change.keyword or "annotation"}
    return names.get(change.kind, change.kind.value.replace("-", " "))


def place(change: Change) -> str:
    """The pointer, both of them for a renamed field."""
    here = str(change.pointer) or "/"
    return here if change.renamed_to is None else f"{here} -> {change.renamed_to}"


def compact(value: object) -> str:
    """JSON without spaces that nobody needs."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def heading(direction: Direction, comparison: Comparison) -> str:
    """Who reads whom."""
    names = (comparison.before, comparison.after)
    reader, writer = names if direction is Direction.BEFORE_READS_AFTER else reversed(names)
    return f"a reader of {reader} fed with {writer}"
