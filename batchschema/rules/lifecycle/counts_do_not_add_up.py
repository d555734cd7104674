"""The counts of a job do not add up.

Why: Whoever waits until all requests are done, or bills by them, waits for ever or bills wrongly.

Reject (mistral/python-sdk@1.2.0):
    {"total_requests": 3, "completed_requests": 3, "succeeded_requests": 3, "failed_requests": 1}
    {"total_requests": 3, "completed_requests": 4, "succeeded_requests": 4, "failed_requests": 0}

Reject (openai/argot-typescript-sdk@2024-10-15):
    {"request_counts": {"total": 4, "completed": 3, "failed": 0}}

Accept (mistral/python-sdk@1.2.0):
    {"total_requests": 3, "completed_requests": 2, "succeeded_requests": 1, "failed_requests": 1}

Accept (openai/argot-typescript-sdk@2024-10-15):
    {"status": "cancelling", "request_counts": {"total": 4, "completed": 3, "failed": 0}}

Fix: Count each request once, in the field that the vendor means; OpenAI counts as completed what was
answered, Mistral what is done. A total of 0 is no error while requests are being counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.core.lifecycle import Sum
from batchschema.rules.lifecycle import PollCase

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)


def check(case: PollCase) -> Iterator[Finding]:
    """Hold the counts against each sum that applies, as far as they are all told."""
    word = case.status.word if case.status is not None else None
    for zero in case.lifecycle.zeros:
        if word in zero.statuses:
            for count in zero.counts:
                if case.count(count):
                    yield from case.finding(count, "is not 0, as it is for any job in this status")
    for each in case.lifecycle.sums:
        if each.statuses is None or word in each.statuses:
            yield from _sum(case, each)


def _sum(case: PollCase, each: Sum) -> Iterator[Finding]:
    whole = case.count(each.whole)
    parts = [case.count(part) for part in each.parts]
    told = [part for part in parts if part is not None]
    if whole is None or len(told) < len(parts):
        return
    names = " and ".join(map(case.name, each.parts))
    together = " together" if len(parts) > 1 else ""
    if whole < sum(told):
        yield from case.finding(each.whole, f"is less than {names}{together}")
    elif whole > sum(told) and not each.at_least:
        yield from case.finding(each.whole, f"is more than {names}{together}")
