"""A field is null, and the document states that it cannot be.

Why: Absent and null are two things. A typed client that was promised a string fails on null, or worse,
carries it along.

Reject (mistral/schema-page):
    {"metadata": null}
    {"model": null}

Accept (mistral/schema-page):
    {"output_file": null}
    without /metadata

Fix: Leave the field out where it is optional, or document it as nullable.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Null
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
BY_SHAPE = True


def check(case: Case) -> Iterator[Finding]:
    """Claim each null that a stated type, enum or constant excludes."""
    for place in case.places("type", "enum", "const"):
        stated = place.field is None or place.field.null is not Null.UNSTATED
        if place.value is None and stated:
            yield from case.finding(place, f"is null; documented as {place.documented_as}, never null")
