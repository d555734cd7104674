"""A key that the document does not describe.

Why: Readers ignore unknown keys, so this breaks nothing by itself. It shows that the service moved on, or
that the payload is another version's. Where the document states that no other keys may come, it is an
error.

Reject (mistral/python-sdk@1.2.0):
    {"agent_id": null}

Accept (mistral/python-sdk@1.2.0):
    {"metadata": {"any": "key"}}

Fix: Check against the version that documents the key, which the finding names when there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.ERROR)
AFTER = ("field-casing-differs",)
BY_SHAPE = True


def check(case: Case) -> Iterator[Finding]:
    """Claim keys that the strict reading, or the document itself, does not admit."""
    for place in case.places("additionalProperties", "unevaluatedProperties"):
        parent = case.shape.at(place.pointer.parent)
        stated = parent is not None and parent.closed
        others = [variant.id for variant in case.documented_by(place.pointer)]
        known = f"; {' and '.join(others[:2])} {'do' if len(others) > 1 else 'does'}" if others else ""
        if stated:
            text = "is not documented, and the document allows no other keys"
        elif place.has("unevaluatedProperties"):
            text = "has keys that the document does not admit"
        else:
            text = f"is not documented here{known}"
        severities = ALWAYS_ERROR if stated or place.has("unevaluatedProperties") else None
        yield from case.finding(place, text, severities=severities)
