"""What a report is made of: findings that recur, folded notes, and the counts of a whole run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from batchschema.core.finding import Finding, Severity
from batchschema.core.instance import Location

SHOWN_PLACES = 3
"""How many places of a recurring finding are named."""


@dataclass(frozen=True, slots=True)
class Group:
    """A finding and all places where it recurs."""

    finding: Finding
    """As at the first place."""
    count: int = 1
    places: tuple[Location, ...] = ()
    """The first `SHOWN_PLACES` of them, the finding's own included; empty for a single finding."""
    alike: tuple[Group, ...] = ()
    """What says the same of other fields, in the order of their first places; these have none themselves."""

    @property
    def total(self) -> int:
        """How often it is said, of other fields too."""
        return self.count + sum(other.count for other in self.alike)


@dataclass(frozen=True, slots=True)
class Fold:
    """The notes on one payload in one line, and how many payloads they fit."""

    text: str
    variant: str
    location: Location
    count: int = 1
    places: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """One source, or a part of a long one, with all that was found in it."""

    source: str
    groups: tuple[Group, ...]
    """Its findings, each by itself, in order."""
    variants: Mapping[str, int]
    """How many of its payloads were judged by each variant."""
    first_byte: int = 0
    """Where in the file the part starts."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of one run."""

    inputs: int = 0
    payloads: int = 0
    """Or documents, where those are the subject."""
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    unreadable: int = 0
    """Inputs, or parts of them, that could not be judged."""
    skipped: int = 0
    """Files (or lines) in walked folders that hold no batch object."""
    variants: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many payloads were judged by each variant."""
    ties: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """For each variant that was chosen automatically, those that fit as well, the likeliest first."""
    until: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """For each such variant of which there is a later version, since when that holds."""
    rules: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many findings of each rule, folded notes included."""
    hidden: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many findings are known and not reported, by the baseline or configuration that says so."""
    subject: Literal["payload", "document"] = "payload"
    """What was judged."""

    def count(self, at_least: Severity) -> int:
        """How many findings are at least this severe."""
        by_severity = {
            Severity.ERROR: self.errors,
            Severity.WARNING: self.warnings,
            Severity.NOTE: self.notes,
        }
        return sum(count for severity, count in by_severity.items() if severity >= at_least)


@dataclass(frozen=True, slots=True)
class Overview:
    """A whole run at once."""

    groups: tuple[Group, ...]
    folds: tuple[Fold, ...]
    summary: Summary
