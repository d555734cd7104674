"""A number has a fraction where an integer is documented.

Why: A client that stores an integer truncates it or fails. `1.0` is an integer in JSON Schema, though
many languages read it as a float; the strict profile notes it.

Reject (mistral/python-sdk@1.2.0):
    {"total_requests": 1.5}

Reject (mistral/python-sdk@1.2.0, strict):
    {"total_requests": 1.0}

Accept (mistral/python-sdk@1.2.0):
    {"total_requests": 1.0}

Fix: Send a whole number without a decimal point.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.case import Case

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
AFTER = ("timestamp-in-milliseconds",)
ONLY_NOTED_WHEN_STRICT = Severities(documented=None, strict=Severity.NOTE)


def check(case: Case) -> Iterator[Finding]:
    """Claim fractions at integers; note whole numbers written as floats."""
    for place in case.places("type"):
        if isinstance(place.value, float) and "integer" in place.types:
            yield from case.finding(place, f"has a fraction; documented as {place.documented_as}")
    for place in case.numbers():
        field = place.field
        only_integers = (
            field is not None and "integer" in (field.types or ()) and "number" not in (field.types or ())
        )
        if isinstance(place.value, float) and only_integers and not case.is_claimed(place.pointer):
            text = "is a whole number written with a decimal point or exponent; documented as integer"
            yield from case.finding(place, text, severities=ONLY_NOTED_WHEN_STRICT)
