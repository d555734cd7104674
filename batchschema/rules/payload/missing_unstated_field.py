"""A documented field is absent, and the document does not say whether it may be.

Why: A schema without any `required` says nothing about presence. Read strictly, what it describes should
be there.

Reject (mistral/schema-page, strict):
    without /started_at

Accept (mistral/schema-page):
    without /started_at

Fix: Find a second document of the same object that states presence, or accept the gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Presence, Severities, Severity
from batchschema.rules.case import Case

SEVERITIES = Severities(documented=None, strict=Severity.WARNING)
BY_SHAPE = True


def check(case: Case) -> Iterator[Finding]:
    """Claim each absent key about whose presence the document is silent."""
    for place in case.places("required"):
        if place.field is not None and place.field.presence is Presence.UNSTATED:
            yield from case.finding(place, "is missing; documented without saying whether it may be")
