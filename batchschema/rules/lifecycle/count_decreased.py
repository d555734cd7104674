"""A count that only grows has become smaller.

Why: Progress that runs backwards breaks every bar and every estimate, and may mean that a request was lost.

Reject (mistral/python-sdk@1.2.0):
    [{"total_requests": 9}, {"total_requests": 8}]

Accept (mistral/python-sdk@1.2.0):
    [{"status": "RUNNING", "output_file": null, "total_requests": 8}, {"total_requests": 9}]

Fix: Count what is done, not what is left; where polls come from several machines, from one place.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import HistoryCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)
OVER_POLLS = True


def check(case: HistoryCase) -> Iterator[Finding]:
    """Compare each count, or sum of counts, with the last one that was told."""
    for row in case.lifecycle.growing:
        yield from _row(case, row)


def _row(case: HistoryCase, row: tuple[str, ...]) -> Iterator[Finding]:
    for step in case.steps(lambda poll: case.count(poll, row) is not None):
        before, after = case.count(step.before, row), case.count(step.after, row)
        if before is not None and after is not None and after < before:
            others = "" if len(row) == 1 else ", with the other counts,"
            yield from case.finding(step, row[0], f"is{others} less than it was")
