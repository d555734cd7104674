"""A timestamp is RFC 3339 text where a number is documented, or the reverse.

Why: The commonest difference between vendors that copy each other's object, and no client reads both.

Reject (mistral/python-sdk@1.2.0):
    {"created_at": "2026-01-01T00:00:00Z"}

Accept (mistral/python-sdk@1.2.0):
    {"created_at": 1767225600}

Fix: Send the documented form.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR, RFC3339, is_count_of_seconds

SEVERITIES = ALWAYS_ERROR


def check(case: Case) -> Iterator[Finding]:
    """Claim a timestamp of the wrong kind; only fields with a unit are timestamps."""
    for place in case.places("type"):
        unit = place.field.unit if place.field is not None else None
        if isinstance(place.value, str) and is_count_of_seconds(unit) and RFC3339.match(place.value):
            yield from case.finding(place, f"is a timestamp in text; documented as {place.documented_as}")
        elif (
            isinstance(place.value, (int, float)) and not isinstance(place.value, bool) and unit == "rfc3339"
        ):
            yield from case.finding(place, f"is a timestamp in numbers; documented as {place.documented_as}")
