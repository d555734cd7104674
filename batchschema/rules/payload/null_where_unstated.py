"""A field is null, and the document does not say whether it may be.

Why: TypeScript tables never mention null, Python tables not for lists, dicts and dates. Such a null
contradicts nothing, but nobody who reads only the document expects it.

Reject (openai/argot-typescript-sdk@2024-10-15):
    {"output_file_id": null}

Accept (openai/argot-typescript-sdk@2024-10-15):
    without /output_file_id

Fix: Nothing, unless you own the document: then say whether null may come.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Null, Severities, Severity
from batchschema.rules.case import Case

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.ERROR)
BY_SHAPE = True


def check(case: Case) -> Iterator[Finding]:
    """Claim each null about which the document is silent."""
    for place in case.places("type", "enum", "const"):
        if place.value is None and place.field is not None and place.field.null is Null.UNSTATED:
            yield from case.finding(place, f"is null; documented as {place.documented_as}, silent on null")
