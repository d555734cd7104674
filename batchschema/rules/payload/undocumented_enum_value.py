"""A value is not among the words that the document lists.

Why: A closed enum becomes an exhaustive switch or a strict parser in clients; a new word breaks both.

Reject (mistral/python-sdk@1.2.0):
    {"status": "PAUSED"}

Accept (mistral/python-sdk@1.2.0):
    {"status": "RUNNING"}

Fix: Send a documented word, or open the enum in the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
AFTER = (
    "enum-value-respelled",
    "null-rewritten-as-empty-object",
    "null-where-forbidden",
    "null-where-unstated",
    "unexpected-constant",
    "wrong-type",
)


def check(case: Case) -> Iterator[Finding]:
    """Claim words that no more precise rule has claimed."""
    for place in case.places("enum"):
        known = place.expected("enum") or (place.field.values if place.field is not None else ()) or ()
        words = ", ".join(str(word) for word in known if word is not None)
        yield from case.finding(place, f"is none of the documented values: {words}")
