"""What the user asked to see of a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from batchschema.core import Fold, Group, Severity
from batchschema.core.instance import Location

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
