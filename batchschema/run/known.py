"""Deviations that are known, by the baseline or by the configuration, and so are not reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from batchschema.baseline import Entry, Subject, subjects_of
from batchschema.config import Suppression
from batchschema.core import Finding, Severity
from batchschema.rules import rule_named
from batchschema.run.judge import Verdict

if TYPE_CHECKING:
    from batchschema.run.check import Checker
    from batchschema.run.tally import Tally

Spot = tuple[str, int]
"""File and line where a deviation is said to be known."""


@dataclass(slots=True)
class _Hidden:
    """A verdict that payloads share, without what is known, and how often it was met."""

    whole: Verdict
    rest: Verdict
    spots: list[tuple[Spot, ...]]
    """For each finding that is not in the rest, all that hides it."""
    times: int = 0


@dataclass(slots=True)
class Known:
    """What is known of one source."""

    suppressions: tuple[Suppression, ...]
    configuration: str
    """The file that the suppressions are in."""
    entries: Mapping[Subject, list[Entry]]
    baseline: str
    _shared: dict[int, _Hidden] = field(default_factory=dict)

    def rest_of(self, verdict: Verdict, tally: Tally) -> Verdict:
        """The verdict without what is known; that is counted."""
        if not verdict.by_shape:
            hidden = self._split(verdict)
            _count(hidden.spots, 1, tally)
            return hidden.rest
        shared = self._shared.get(id(verdict))
        if shared is None:
            shared = self._shared[id(verdict)] = self._split(verdict)
        shared.times += 1
        return shared.rest

    def tell(self, tally: Tally) -> None:
        """Count what was hidden from verdicts that payloads share."""
        for hidden in self._shared.values():
            _count(hidden.spots, hidden.times, tally)
        self._shared.clear()

    def hides(self, finding: Finding, tally: Tally) -> bool:
        """Whether a finding by itself is known; it is then counted."""
        spots = self.spots_of(finding)
        _count([spots] if spots else [], 1, tally)
        return bool(spots)

    def spots_of(self, finding: Finding) -> tuple[Spot, ...]:
        """Where a finding is said to be known: in the configuration, else in the baseline."""
        if self.suppressions:
            family = rule_named(finding.rule).family
            spots = tuple(
                (self.configuration, each.line)
                for each in self.suppressions
                if each.is_about(
                    rule=finding.rule, family=family, variant=finding.variant, field=finding.field
                )
            )
            if spots and not (family == "input" and finding.severity is Severity.ERROR):
                return spots
        return tuple(
            (self.baseline, entry.line)
            for subject in subjects_of(finding)
            for entry in self.entries.get(subject, ())
        )

    def _split(self, verdict: Verdict) -> _Hidden:
        spots = [self.spots_of(finding) for finding in verdict.findings]
        known = [each for each in spots if each]
        if not known:
            return _Hidden(verdict, verdict, [])
        rest = tuple(finding for finding, hid in zip(verdict.findings, spots, strict=True) if not hid)
        return _Hidden(verdict, replace(verdict, findings=rest, known=len(known)), known)


def unknown(findings: Iterable[Finding], checker: Checker, tally: Tally) -> Iterator[Finding]:
    """Located findings without those that are known, or off, where they are."""
    for finding in findings:
        source = finding.location.source if finding.location is not None else "-"
        known = checker.known_of(source)
        is_on = checker.policy_for(source).severity(rule_named(finding.rule)) is not None
        if is_on and (known is None or not known.hides(finding, tally)):
            yield finding


def _count(known: list[tuple[Spot, ...]], times: int, tally: Tally) -> None:
    for spots in known:
        tally.hidden[spots[0][0]] += times
        for spot in spots:
            tally.spots[spot] += times
