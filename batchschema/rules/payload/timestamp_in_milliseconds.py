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
LATEST_SECOND = 4_102_444_800  # 2100-01-01
EARLIEST_SECOND = 946_684_800  # 2000-01-01, before any batch job


def check(case: Case) -> Iterator[Finding]:
    """Claim numbers beyond the year 2100 that make sense once divided by 1,000."""
    for place in case.described():
        if place.field is None or place.field.unit != "epoch-seconds" or case.is_claimed(place.pointer):
            continue
        value = place.value
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if number and value > LATEST_SECOND and EARLIEST_SECOND <= value / 1000 <= LATEST_SECOND:
            yield from case.finding(place, "is in milliseconds; documented in seconds since 1970")
