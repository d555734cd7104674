"""What a run means for a baseline: which entries are new, which hid how much, which are stale."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from batchschema.baseline import Baseline, Change, Met
from batchschema.core import Group, Severity
from batchschema.core.summary import Summary
from batchschema.rules import rule_named
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.parts import Part
from batchschema.run.stale import Scope, stale_entries
from batchschema.run.tally import Tally
from batchschema.run.work import Item, Worker, run_parts


class _Deviations:
    """Renders what a baseline can hold; can be sent to another process."""

    sources = False

    def __init__(self, at_least: Severity) -> None:
        self._at_least = at_least

    def __call__(self, item: Item) -> Sequence[str]:
        """The deviation, to be read back."""
        if not isinstance(item, Group) or item.finding.severity < self._at_least:
            return [""]
        finding = item.finding
        rule = rule_named(finding.rule)
        if rule.family == "input" and rule.severities.documented is Severity.ERROR:
            return [""]
        source = finding.location.source if finding.location is not None else "-"
        return [json.dumps([source, finding.rule, finding.variant, finding.field])]


def change_of(
    options: CheckOptions, parts: Iterable[Part], scope: Scope, *, at_least: Severity, jobs: int
) -> tuple[Change, Summary, Tally]:
    """Judge the input and compare what is found with the baseline of the options.

    Deviations of less than a severity make no new entry; input that could not be judged never does. The tally
    has what could not be judged, as groups.
    """
    assert options.baseline is not None, "what a run means for a baseline takes one"
    worker = Worker(replace(options, folds=False, groups=True), _Deviations(at_least))
    total = Tally()
    new: Counter[Met] = Counter()
    for result in run_parts(worker, parts, jobs=jobs):
        total.merge(result.tally)
        new.update(Met(*json.loads(text)) for texts in result.rendered for text in texts)
    checker = Checker(options)
    counts = {line: count for (file, line), count in total.spots.items() if file == options.baseline.file}
    stale = {entry.line for entry in stale_entries(checker, scope, total)}
    asked: Counter[Met] = Counter()
    for met, count in new.items():
        variant = met.variant if met.variant is None else checker.asked_as(met.source, met.variant)
        asked[replace(met, variant=variant)] += count
    loosened = _loosened(checker, options.baseline, scope) & counts.keys()
    return Change(asked, counts, stale, loosened), total.summary(), total


def _loosened(checker: Checker, baseline: Baseline, scope: Scope) -> set[int]:
    """The lines of entries that name a version where none of their files was asked about by it."""
    pinned = replace(baseline, entries=tuple(entry for entry in baseline.entries if entry.is_pinned))
    entries_for = pinned.by_path()
    asked = {
        entry.line
        for source in scope.sources
        for entry in entries_for(source)
        if checker.asked_as(source, str(entry.variant)) == entry.variant
    }
    return {entry.line for entry in pinned.entries} - asked
