"""Something happened before what it follows from.

Why: A job that began before it was submitted comes from a mock, from two clocks, or from seconds mixed with
milliseconds; durations come out negative.

Reject (mistral/python-sdk@1.2.0):
    {"created_at": 1767225600, "started_at": 1767225500, "completed_at": 1767225700}

Accept (mistral/python-sdk@1.2.0):
    {"created_at": 1767225600, "started_at": 1767225600, "completed_at": 1767225600}

Fix: Take all times from one clock; times with different offsets are compared as moments.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.lifecycle import PollCase

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)


def check(case: PollCase) -> Iterator[Finding]:
    """Compare each moment that is told with the one told before it in its row."""
    for row in case.lifecycle.orders:
        told = [(concept, moment) for concept in row if (moment := case.moment(concept)) is not None]
        for (first, earlier), (second, later) in pairwise(told):
            if later < earlier:
                yield from case.finding(second, f"is before {case.name(first)}")
