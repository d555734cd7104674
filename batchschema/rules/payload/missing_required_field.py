"""A field that the document requires is absent.

Why: A client built from the document reads the field without asking whether it is there.

Reject (mistral/python-sdk@1.2.0):
    without /endpoint
    without /errors/0/message

Accept (mistral/python-sdk@1.2.0):
    without /metadata

Fix: Send the field, null if the document allows null; or tell the vendor that the document is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Presence
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
BY_SHAPE = True


def check(case: Case) -> Iterator[Finding]:
    """Claim each absent key that is stated to be required."""
    for place in case.places("required", "dependentRequired", "dependencies"):
        if place.field is None or place.field.presence is not Presence.UNSTATED:
            yield from case.finding(place, "is missing; documented as required")
