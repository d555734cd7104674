"""What the user asked to see of a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from batchschema.core import Fold, Group, Rule, Severity
from batchschema.core.instance import Location

Style = Callable[[str, str], str]
"""Colours a text by its role: a severity's label, `place`, `rule` or `faint`."""


def plain(text: str, _role: str) -> str:
    """No colours."""
    return text


def no_excerpt(_place: Location) -> None:
    """No line of a source."""
    return


class Items(Enum):
    """What a report is a list of."""

    FINDINGS = "findings"
    """`Group`s and `Fold`s: each finding by itself, or what recurs grouped, as the user asks."""
    ALIKE = "alike"
    """The same; where what recurs is grouped, a `Group` speaks for all fields of which the same is said."""
    SOURCES = "sources"
    """`Checked`: each source with all its findings."""
    RUN = "run"
    """`Overview`: the whole run is the one item."""


@dataclass(frozen=True, slots=True)
class View:
    """What the user asked to see; can be sent to another process, so its functions have names."""

    notes: bool = False
    values: bool = False
    quiet: bool = False
    statistics: bool = False
    fail_on: Severity | None = Severity.ERROR
    """From which severity on a finding fails the run; None is never."""
    style: Style = plain
    excerpt: Callable[[Location], str | None] = no_excerpt
    """The line of the source at a place, where it may be shown."""
    root: str = ""
    """The folder that machines take paths from; empty for the current one."""
    rules: Callable[[], Sequence[Rule]] = tuple
    """Every rule that may speak, for reports that describe them."""
    version: str = ""
    """The version of this package."""

    def shows(self, item: Group | Fold) -> bool:
        """Whether a text format prints this: notes either as findings or folded, never both."""
        if isinstance(item, Fold):
            return not self.notes and not self.quiet
        return self.notes or item.finding.severity > Severity.NOTE
