"""A boolean stands where a number is documented, or 0 or 1 where a boolean is.

Why: Some languages take true for 1; others refuse it. Either way a bit of meaning was lost on the way.

Reject (mistral/python-sdk@1.2.0):
    {"failed_requests": false}

Accept (mistral/python-sdk@1.2.0):
    {"failed_requests": 0}

Fix: Send the documented type.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
NUMBERS = {"number", "integer"}


def check(case: Case) -> Iterator[Finding]:
    """Claim the two ways in which booleans and numbers are mixed up."""
    for place in case.places("type"):
        types = {*place.types}
        boolean = isinstance(place.value, bool) and types & NUMBERS
        number = not isinstance(place.value, bool) and place.value in (0, 1) and "boolean" in types
        if boolean or number:
            what = "a boolean" if boolean else "a number"
            yield from case.finding(place, f"is {what}; documented as {place.documented_as}")
