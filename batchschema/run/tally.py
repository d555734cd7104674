"""Counts of one run, or of a part of it: parts are merged in the order of the input."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from batchschema.core import Finding, Fold, Group, Severity, Summary
from batchschema.core.instance import Location
from batchschema.core.summary import SHOWN_PLACES
from batchschema.core.wording import without_comparison
from batchschema.run.polls import Polls

Locate = Callable[[Finding], Finding]
DIGITS = re.compile(r"\d+")
MOST_HINTS = 8
"""Hints to one reason that are told apart; a log may hold many values that are no batch job."""


@dataclass(slots=True)
class _Recurring:
    """A finding that may come again; located at its first places only."""

    finding: Finding
    count: int
    places: list[Location]


@dataclass(slots=True)
class _Folded:
    """A line of notes that may come again."""

    count: int
    places: list[Location]


@dataclass(slots=True)
class Tally:
    """What was met so far."""

    inputs: int = 0
    payloads: int = 0
    unreadable: int = 0
    skipped: int = 0
    skips: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What was skipped, by source and why; kept only where that is wanted."""
    inside: dict[str, str] = field(default_factory=dict)
    """By source, where a job stands inside of what was skipped."""
    subject: Literal["payload", "document"] = "payload"
    by_severity: Counter[Severity] = field(default_factory=Counter)
    """Findings that were counted and not kept."""
    by_rule: Counter[str] = field(default_factory=Counter)
    variants: Counter[str] = field(default_factory=Counter)
    ties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    until: dict[str, str] = field(default_factory=dict)
    hidden: Counter[str] = field(default_factory=Counter)
    """Findings that are known and not reported, by the file that says so."""
    spots: Counter[tuple[str, int]] = field(default_factory=Counter)
    """The same by file and line; a finding that several lines hide counts for each."""
    broken: set[str] = field(default_factory=set)
    """Sources of which some part could not be judged."""
    groups: dict[str, _Recurring] = field(default_factory=dict)
    _hints: Counter[str] = field(default_factory=Counter)
    """How many hints there are to one reason."""
    folds: dict[tuple[str, str], _Folded] = field(default_factory=dict)
    polls: Polls = field(default_factory=Polls)
    nameless: int = 0
    """Payloads without an id, by which they could be compared with others; 0 while those rules are off."""
    unordered: int = 0
    """Jobs in several files without times, whose looks have no known order; 0 while those rules are off."""
    unfollowed: Counter[str] = field(default_factory=Counter)
    """Payloads whose vendor has no table for the lifecycle rules, by vendor; empty while those are off."""

    def count(self, findings: Iterable[Finding]) -> None:
        """Count findings without keeping them."""
        for finding in findings:
            self.by_severity[finding.severity] += 1
            self.by_rule[finding.rule] += 1

    def choose(self, id: str, ties: Iterable[str], until: str | None) -> None:
        """Note how a variant was chosen: what fits some payload as well, and since when it is superseded."""
        known = self.ties.get(id, ())
        if both := tuple(dict.fromkeys([*known, *ties])):
            self.ties[id] = both
        if until is not None:
            self.until[id] = until

    def keep(self, findings: Iterable[Finding], locate: Locate) -> None:
        """Keep findings as groups; `locate` gives one its place, and is called for the first few."""
        groups = self.groups
        for finding in findings:
            key = self._key_of(finding)
            known = groups.get(key)
            if known is None:
                located = locate(finding)
                assert located.location is not None, "a located finding has a location"
                groups[key] = _Recurring(located, 1, [located.location])
                continue
            known.count += 1
            if len(known.places) < SHOWN_PLACES and (location := locate(finding).location) is not None:
                known.places.append(location)

    def fold(self, variant: str, text: str, locate: Callable[[], Location]) -> None:
        """Keep the notes on one payload as one line."""
        known = self.folds.setdefault((variant, text), _Folded(0, []))
        known.count += 1
        if len(known.places) < SHOWN_PLACES:
            known.places.append(locate())

    def merge(self, later: Tally) -> None:
        """Add what was met in a later part of the input."""
        self.inputs += later.inputs
        self.payloads += later.payloads
        self.unreadable += later.unreadable
        self.skipped += later.skipped
        self.skips.update(later.skips)
        self.inside = {**later.inside, **self.inside}
        self.by_severity.update(later.by_severity)
        self.by_rule.update(later.by_rule)
        self.variants.update(later.variants)
        self.hidden.update(later.hidden)
        self.spots.update(later.spots)
        self.broken |= later.broken
        self.polls.merge(later.polls)
        self.nameless += later.nameless
        self.unordered += later.unordered
        self.unfollowed.update(later.unfollowed)
        self.until = {**later.until, **self.until}
        for id, ties in later.ties.items():
            self.choose(id, ties, None)
        for group in later.groups.values():
            known = self.groups.setdefault(self._key_of(group.finding), group)
            if known is not group:
                known.count += group.count
                known.places = (known.places + group.places)[:SHOWN_PLACES]
        for key, fold in later.folds.items():
            line = self.folds.setdefault(key, fold)
            if line is not fold:
                line.count += fold.count
                line.places = (line.places + fold.places)[:SHOWN_PLACES]

    def _key_of(self, finding: Finding) -> str:
        """The group of a finding: by its hint, too, where that is about input and there are few."""
        group = _group_of(finding)
        if finding.variant is not None or not finding.hint:
            return group
        hinted = f"{group} {DIGITS.sub('#', finding.hint)}"
        if hinted not in self.groups:
            if self._hints[group] >= MOST_HINTS:
                return group
            self._hints[group] += 1
        return hinted

    def grouped(self) -> Sequence[Group]:
        """The findings that were kept, by source, line, column and rule."""
        found = [
            Group(one.finding, one.count, tuple(one.places) if one.count > 1 else ())
            for one in self.groups.values()
        ]
        return sorted(found, key=lambda group: sort_key(group.finding))

    def folded(self) -> Sequence[Fold]:
        """The lines of notes, by place."""
        found = [
            Fold(text, variant, one.places[0], one.count, tuple(one.places) if one.count > 1 else ())
            for (variant, text), one in self.folds.items()
        ]
        return sorted(found, key=fold_key)

    def summary(self) -> Summary:
        """The counts alone."""
        severities, rules = self.by_severity.copy(), self.by_rule.copy()
        for group in self.groups.values():
            severities[group.finding.severity] += group.count
            rules[group.finding.rule] += group.count
        return Summary(
            inputs=self.inputs,
            payloads=self.payloads,
            errors=severities[Severity.ERROR],
            warnings=severities[Severity.WARNING],
            notes=severities[Severity.NOTE],
            unreadable=self.unreadable,
            skipped=self.skipped,
            variants=MappingProxyType(dict(sorted(self.variants.items()))),
            ties=MappingProxyType(dict(sorted(self.ties.items()))),
            until=MappingProxyType(dict(sorted(self.until.items()))),
            rules=MappingProxyType(dict(sorted(rules.items()))),
            hidden=MappingProxyType(dict(sorted(self.hidden.items()))),
            subject=self.subject,
        )


def _group_of(finding: Finding) -> str:
    """What recurs: the same said of one field, or, numbers aside, of parts that could not be judged."""
    if finding.variant is not None:
        return f"{finding.fingerprint} {without_comparison(finding.text)}"
    return f"{finding.fingerprint} {DIGITS.sub('#', finding.text)}"


def sort_key(finding: Finding) -> tuple[object, ...]:
    """Source, line, column, rule; then what else could tell two findings apart."""
    location = finding.location or Location("")
    return (*_place(location), finding.rule, str(finding.pointer), finding.variant or "")


def fold_key(fold: Fold) -> tuple[object, ...]:
    """Sort key of a line of notes, after the findings at its place."""
    return (*_place(fold.location), "~", fold.text, fold.variant)


def _place(location: Location) -> tuple[str, int, int]:
    return (location.source, location.line or 0, location.column or 0)
