"""A timestamp documented in seconds since 1970 is in milliseconds.

Why: It is an integer, so every type check passes, and the job was created in the year 56,000.

Reject (mistral/python-sdk@1.2.0):
    {"created_at": 1767225600000}

Accept (mistral/python-sdk@1.2.0):
    {"created_at": 1767225600}

Fix: Divide by 1,000 where the payload is made.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.case import Case

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
EARLIEST = 946_684_800_000  # 2000-01-01, before any batch job; in seconds far beyond all of them
LATEST = 4_102_444_800_000  # 2100-01-01


def check(case: Case) -> Iterator[Finding]:
    """Claim numbers that make no sense in seconds, and do in milliseconds."""
    for place in case.numbers():
        if place.field is None or place.field.unit != "epoch-seconds" or case.is_claimed(place.pointer):
            continue
        if EARLIEST <= place.value <= LATEST:
            yield from case.finding(place, "is in milliseconds; documented in seconds since 1970")
