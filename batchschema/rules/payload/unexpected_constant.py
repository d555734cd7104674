"""A field that is always the same word holds another.

Why: The constant (`object: "batch"`) is what clients tell object kinds apart by.

Reject (mistral/python-sdk@1.2.0):
    {"object": "batch.job"}

Accept (mistral/python-sdk@1.2.0):
    {"object": "batch"}

Fix: Send the documented constant; or check the payload against the object that it really is.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
AFTER = ("null-rewritten-as-empty-object", "null-where-forbidden", "null-where-unstated", "wrong-type")


def check(case: Case) -> Iterator[Finding]:
    """Claim a `const`, or an enum of one word, that does not hold."""
    for place in case.places("const"):
        yield from case.finding(place, "is not the documented constant")
    for place in case.places("enum"):
        words = [word for word in place.expected("enum") or () if word is not None]
        if len(words) == 1:
            yield from case.finding(place, f"is not the documented constant {words[0]}")
