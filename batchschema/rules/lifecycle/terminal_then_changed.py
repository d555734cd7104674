"""A job changed after it had ended.

Why: A client stops to poll at a terminal status and never learns of what comes after it.

Reject (mistral/python-sdk@1.2.0):
    [{"status": "CANCELLED"}, {"status": "SUCCESS"}]

Reject (openai/argot-typescript-sdk@2024-10-15):
    [{"output_file_id": "file-one"}, {"output_file_id": "file-two"}]

Accept (mistral/python-sdk@1.2.0):
    [{"status": "CANCELLED"}, {"status": "CANCELLED"}]
    [{"status": "CANCELLATION_REQUESTED"}, {"status": "CANCELLED"}]

Fix: Let a terminal status be the last thing that is said; a job that is done over is another job. That
results come later, or go once they are archived, is no change.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import HistoryCase, Step

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
OVER_POLLS = True


def check(case: HistoryCase) -> Iterator[Finding]:
    """Compare what comes after the end with the end: the status, the counts, and where results are."""
    for step in case.steps(lambda poll: case.status(poll) is not None):
        before, after = case.status(step.before), case.status(step.after)
        if before is None or after is None or not before.terminal:
            continue
        if before != after:
            yield from case.finding(step, "status", "is not the status that the job had ended with")
        else:
            yield from _counts(case, step)
            yield from _results(case, step)


def _counts(case: HistoryCase, step: Step) -> Iterator[Finding]:
    for row in case.lifecycle.growing:
        before, after = case.count(step.before, row), case.count(step.after, row)
        if len(row) == 1 and before is not None and after is not None and before < after:
            yield from case.finding(step, row[0], "has grown after the job had ended")


def _results(case: HistoryCase, step: Step) -> Iterator[Finding]:
    for concept in (*case.lifecycle.answers, *case.lifecycle.failures):
        before, after = case.value(step.before, concept), case.value(step.after, concept)
        if isinstance(before, str) and isinstance(after, str) and before and after and before != after:
            yield from case.finding(step, concept, "is another one after the job had ended")
