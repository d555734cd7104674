"""The document requires no field at all.

Why: An empty object satisfies it. Whether that is meant cannot be told, so presence counts as unstated.

Reject (file batch.json):
    {"properties": {"id": {"type": "string"}}}

Accept (file batch.json):
    {"properties": {"id": {"type": "string"}}, "required": ["id"]}

Fix: List the fields that are always there.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Presence, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Speak once, if no field of the object is required."""
    presences = [node.presence for node in case.shape.root.properties.values()]
    if presences and Presence.REQUIRED not in presences:
        silent = Presence.UNSTATED in presences
        text = (
            "so presence is unstated throughout" if silent else "and says of each field that it may be absent"
        )
        yield from case.finding(f"no field is required, {text}")
