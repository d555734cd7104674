"""A job went back to a status that it had left.

Why: A client that acts on each change of status submits, bills or deletes twice.

Reject (mistral/python-sdk@1.2.0):
    [{"status": "RUNNING", "output_file": null}, {"status": "QUEUED", "output_file": null}]

Accept (mistral/python-sdk@1.2.0):
    [{"status": "QUEUED", "output_file": null}, {"status": "RUNNING", "output_file": null}]
    [{"status": "QUEUED", "output_file": null}, {"status": "CANCELLATION_REQUESTED"}]

Fix: Polls are compared in the order they were recorded, or stand in one file; see that it was not mixed up,
and that no two jobs share an id.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import HistoryCase

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
OVER_POLLS = True


def check(case: HistoryCase) -> Iterator[Finding]:
    """Compare each known status with the last one; what follows an end is another rule's."""
    for step in case.steps(lambda poll: case.status(poll) is not None):
        before, after = case.status(step.before), case.status(step.after)
        if before is None or after is None or before.terminal:
            continue
        if case.lifecycle.precedes(after, before):
            yield from case.finding(step, "status", "is a status that comes before the one the job had")
