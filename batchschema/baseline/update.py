"""What a run found, put into a baseline; what it found no more, taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from batchschema.baseline.entry import Entry, Key
from batchschema.baseline.file import Baseline
from batchschema.core.glob import escaped
from batchschema.core.variant import label_of


@dataclass(frozen=True, slots=True)
class Met:
    """A deviation of one field in one source that no entry hides."""

    source: str
    rule: str
    variant: str | None
    """As it was asked for: without a version that nobody named."""
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
    loosened: Collection[int] = ()
    """The lines of entries that name a version where none was asked for."""


def updated(baseline: Baseline, change: Change, *, reason: str) -> Baseline:
    """The baseline that hides what was met: known entries keep their reasons, the stale are gone.

    `reason` is for new entries, and for known ones that have none; what a stale entry said of another
    version goes before it.
    """
    entries = {entry.key: entry for entry in kept(baseline, change).entries}
    for entry in _new(baseline, change):
        entries[entry.key] = _sum(entry, entries.get(entry.key))
    fresh = (replace(entry, reason=entry.reason or reason) for entry in entries.values())
    return replace(baseline, entries=tuple(sorted(fresh, key=lambda entry: entry.key)))


def kept(baseline: Baseline, change: Change) -> Baseline:
    """The baseline without its stale entries; those that differ in a version nobody asked for are one."""
    entries: dict[Key, Entry] = {}
    counted = [
        replace(entry, count=change.counts.get(entry.line, entry.count))
        for entry in pruned(baseline, change).entries
    ]
    for entry in counted:
        if entry.line in change.loosened:
            loose = _loose(entry)
            entries[loose.key] = _sum(loose, entries.get(loose.key))
    for entry in counted:
        if entry.line not in change.loosened:  # one for all versions has counted what the others hid
            loosened = entries.get(entry.key)
            entries[entry.key] = replace(entry, reason=entry.reason or (loosened.reason if loosened else ""))
    return replace(baseline, entries=tuple(entries[key] for key in sorted(entries)))


def pruned(baseline: Baseline, change: Change) -> Baseline:
    """The baseline without its stale entries."""
    left = tuple(entry for entry in baseline.entries if entry.line not in change.stale)
    return replace(baseline, entries=left)


def _new(baseline: Baseline, change: Change) -> Iterator[Entry]:
    said = {_loose(entry).key: entry.reason for entry in baseline.entries if entry.line in change.stale}
    for met, count in change.new.items():
        path = escaped(baseline.inside(met.source))
        entry = Entry(path, met.rule, met.variant, met.field, count=count)
        yield replace(entry, reason=said.get(_loose(entry).key, ""))


def _loose(entry: Entry) -> Entry:
    """The entry for every version."""
    return entry if entry.variant is None else replace(entry, variant=label_of(entry.variant))


def _sum(one: Entry, other: Entry | None) -> Entry:
    """One entry for what two hid apart."""
    if other is None:
        return one
    return replace(one, reason=other.reason or one.reason, count=one.count + other.count)
