"""A string does not have its documented format.

Why: A `uuid`, `date-time` or `uri` is parsed, not just carried; a pattern is there for a reason.

Reject (mistral/schema-page):
    {"id": "batch-1"}

Accept (mistral/schema-page):
    {"id": "0f6c1d52-8a1e-4c0b-9d57-3f2f6f0b7a11"}

Fix: Send the format, or drop it from the document, as Mistral's SDK pages do for ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
AFTER = ("enum-value-respelled", "undocumented-enum-value", "unexpected-constant", "wrong-type")


def check(case: Case) -> Iterator[Finding]:
    """Claim formats and patterns that do not hold."""
    for place in case.places("format"):
        yield from case.finding(place, f"is not in the documented format {place.expected('format')}")
    for place in case.places("pattern"):
        yield from case.finding(place, f"does not match the documented pattern {place.expected('pattern')}")
