"""A job has results before it can have any.

Why: A client that takes the file for the sign of being done fetches half of the answers, or none.

Reject (openai/argot-typescript-sdk@2024-10-15):
    {"status": "in_progress", "output_file_id": "file-early", "completed_at": null}

Accept (openai/argot-typescript-sdk@2024-10-15):
    {"status": "in_progress", "output_file_id": null, "error_file_id": null, "completed_at": null}
    {"status": "cancelled", "output_file_id": "file-partial", "cancelled_at": 1798761600}

Fix: Leave the field null until the job has ended. Where a vendor does not say whether a status goes with
results (OpenAI's finalizing and cancelling), nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import PollCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: PollCase) -> Iterator[Finding]:
    """Look for results in a status that cannot have them."""
    if case.status is None or case.status.results is not False:
        return
    for concept in (*case.lifecycle.answers, *case.lifecycle.failures):
        if case.is_set(concept):
            yield from case.finding(concept, "is set before the job can have results")
