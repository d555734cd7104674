"""A moment that was set has become another one.

Why: It says when something happened; that does not change, and what was computed from it is now wrong.

Reject (mistral/python-sdk@1.2.0):
    [{"started_at": 1767225600}, {"started_at": 1767225601}]
    [{"started_at": 1767225600}, {"started_at": null}]

Accept (mistral/python-sdk@1.2.0):
    [{"started_at": null}, {"started_at": 1767225600}, {"started_at": 1767225600}]

Fix: Store the moment when it comes and repeat it. Two moments that differ are reported in any order; one that
vanished only where the order is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import HistoryCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)
OVER_POLLS = True


def check(case: HistoryCase) -> Iterator[Finding]:
    """Compare each moment with the one that was told last."""
    for concept in case.lifecycle.set_once:
        yield from _changed(case, concept)
        yield from _vanished(case, concept)


def _changed(case: HistoryCase, concept: str) -> Iterator[Finding]:
    for step in case.pairs(lambda poll: case.moment(poll, concept) is not None):
        if case.moment(step.before, concept) != case.moment(step.after, concept):
            yield from case.finding(step, concept, "is not the moment it was")


def _vanished(case: HistoryCase, concept: str) -> Iterator[Finding]:
    for step in case.steps(lambda poll: case.value(poll, concept) is not ...):
        if case.moment(step.before, concept) is not None and case.value(step.after, concept) is None:
            yield from case.finding(step, concept, "is null and was a moment")
