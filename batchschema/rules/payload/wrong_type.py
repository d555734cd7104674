"""A value is neither null nor of a documented type.

Why: No client can use it as what the document promises.

Reject (mistral/python-sdk@1.2.0):
    {"input_files": "none"}
    {"status": 5}

Accept (mistral/python-sdk@1.2.0):
    {"input_files": []}

Fix: Send the documented type. Near misses that have a name are reported under it: number-as-string,
integer-as-fraction, boolean-as-number, timestamp-as-text.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR, json_type

SEVERITIES = ALWAYS_ERROR
AFTER = (
    "boolean-as-number",
    "integer-as-fraction",
    "null-rewritten-as-empty-object",
    "null-where-forbidden",
    "null-where-unstated",
    "number-as-string",
    "timestamp-as-text",
)


def check(case: Case) -> Iterator[Finding]:
    """Claim what no more precise rule has claimed."""
    for place in case.places("type"):
        yield from case.finding(place, f"is {json_type(place.value)}; documented as {place.documented_as}")
