"""A number is sent as text.

Why: `"10"` looks right in every log; lenient SDKs turn it into 10 and strict ones fail, so that "the SDK
parses it" proves nothing.

Reject (mistral/python-sdk@1.2.0):
    {"total_requests": "10"}

Accept (mistral/python-sdk@1.2.0):
    {"total_requests": 10}

Fix: Send the bare number.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR, NUMBER

SEVERITIES = ALWAYS_ERROR
AFTER = ("timestamp-as-text",)


def check(case: Case) -> Iterator[Finding]:
    """Claim text that spells a number where only numbers are documented."""
    for place in case.places("type"):
        if (
            isinstance(place.value, str)
            and {"number", "integer"} & {*place.types}
            and NUMBER.match(place.value)
        ):
            yield from case.finding(
                place, f"is a number written as a string; documented as {place.documented_as}"
            )
