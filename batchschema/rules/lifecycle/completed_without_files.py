"""A job is completed, and there is nothing to fetch.

Why: Completed means that every request was tried. Where all of them failed there are no answers, which is
legal, and whoever opens the output file without asking opens null.

Reject (openai/argot-typescript-sdk@2024-10-15):
    {"output_file_id": null, "request_counts": {"total": 4, "completed": 0, "failed": 4}}
    {"output_file_id": null, "request_counts": null}

Accept (openai/argot-typescript-sdk@2024-10-15):
    {"status": "failed", "output_file_id": null, "failed_at": 1767225700, "completed_at": null}

Fix: Look at the error file first. It is a warning where requests were answered and the answers are nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import PollCase

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.NOTE)
ANSWERED = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: PollCase) -> Iterator[Finding]:
    """Speak where a job ran to its end and none of the places for answers is filled."""
    places = [concept for concept in case.lifecycle.answers if case.documents(concept)]
    if case.status is None or not case.status.succeeded or not places:
        return
    if any(case.is_set(concept) is not False for concept in (*places, *_archived(case))):
        return
    answered, total = case.count("succeeded_requests"), case.count("total_requests")
    if answered:
        yield from case.finding(
            places[0],
            "is not set, though requests were answered",
            severities=ANSWERED,
        )
    elif total != 0:
        failed = total is not None and case.count("failed_requests") == total
        why = "since every request failed" if failed else "though the job is completed"
        yield from case.finding(places[0], f"is not set, {why}")


def _archived(case: PollCase) -> tuple[str, ...]:
    return ("archived_at",) if case.documents("archived_at") else ()
