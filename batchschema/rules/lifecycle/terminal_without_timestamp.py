"""A job has ended, and the moment it ended is not there.

Why: Durations and time limits are computed from it; null minus a number is a crash, or a job that never ends.

Reject (mistral/python-sdk@1.2.0):
    {"status": "SUCCESS", "completed_at": null}

Reject (openai/argot-typescript-sdk@2024-10-15):
    {"status": "expired", "expired_at": null}

Accept (mistral/python-sdk@1.2.0):
    {"status": "SUCCESS", "completed_at": 1798761600}
    {"status": "FAILED", "completed_at": null}

Fix: Set the moment together with the status. Where a vendor does not say that a status has one, nothing is
said.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import PollCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: PollCase) -> Iterator[Finding]:
    """Look for the moment that belongs to a terminal status."""
    status = case.status
    if status is None or not status.terminal or status.timestamp is None:
        return
    if case.is_set(status.timestamp) is False:
        yield from case.finding(status.timestamp, "is not set, though the job has ended")
