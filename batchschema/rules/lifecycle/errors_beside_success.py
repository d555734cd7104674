"""A job succeeded and lists errors all the same.

Why: A client that looks at the status and one that looks at the errors come to different ends.

Reject (openai/argot-typescript-sdk@2024-10-15):
    {"status": "completed", "errors": {"object": "list", "data": [{"code": "bad", "message": "Bad line."}]}}

Reject (mistral/python-sdk@1.2.0):
    {"errors": [{"message": "m"}], "completed_requests": 2, "succeeded_requests": 2, "failed_requests": 0}

Accept (openai/argot-typescript-sdk@2024-10-15):
    {"status": "completed", "errors": {"object": "list", "data": []}}

Accept (mistral/python-sdk@1.2.0):
    {"errors": [{"message": "m"}], "completed_requests": 2, "succeeded_requests": 1, "failed_requests": 1}

Fix: Errors of the whole job belong to a failed one. Mistral lists those of single requests: there it is wrong
only where no request failed.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import PollCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: PollCase) -> Iterator[Finding]:
    """Look for errors that have no place in a job that succeeded."""
    if case.status is None or not case.status.succeeded or not case.is_set("errors"):
        return
    if case.lifecycle.errors == "job":
        yield from case.finding("errors", "lists errors, though the job succeeded")
    elif case.lifecycle.errors == "requests" and case.count("failed_requests") == 0:
        yield from case.finding("errors", "lists errors, though no request failed")
