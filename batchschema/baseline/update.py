"""What a run found, put into a baseline; what it found no more, taken out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from batchschema.baseline.entry import Entry
from batchschema.baseline.file import Baseline
from batchschema.core.glob import escaped


@dataclass(frozen=True, slots=True)
class Met:
    """A deviation of one field in one source that no entry hides."""

    source: str
    rule: str
    variant: str | None
    field: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a run means for a baseline."""

    new: Mapping[Met, int]
    """How often each was met."""
    counts: Mapping[int, int]
    """By line of the file, how much an entry hid."""
    stale: Collection[int]
    """The lines of entries that are certain to hide nothing."""


def updated(baseline: Baseline, change: Change, *, reason: str) -> Baseline:
    """The baseline that hides what was met: known entries keep their reasons, the stale are gone.

    `reason` is for new entries, and for known ones that have none.
    """
    kept = [
        replace(entry, reason=entry.reason or reason, count=change.counts.get(entry.line, entry.count))
        for entry in pruned(baseline, change).entries
    ]
    new = [
        Entry(escaped(baseline.inside(met.source)), met.rule, met.variant, met.field, reason, count)
        for met, count in change.new.items()
    ]
    return replace(baseline, entries=tuple(sorted([*kept, *new], key=lambda entry: entry.key)))


def pruned(baseline: Baseline, change: Change) -> Baseline:
    """The baseline without its stale entries."""
    kept = tuple(entry for entry in baseline.entries if entry.line not in change.stale)
    return replace(baseline, entries=kept)
