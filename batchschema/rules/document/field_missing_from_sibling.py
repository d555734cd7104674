"""Another document about the same object describes a field that this one does not have.

Why: A payload with the field goes beyond this document, though it is what the vendor sends.

Reject (file batch.json):
    {"required": ["id"], "properties": {"id": {"type": "string"}}}
beside (file other.json):
    {"required": ["id", "errors"], "properties": {"id": {"type": "string"}, "errors": {"type": "array"}}}

Accept (file batch.json):
    {"required": ["id"], "properties": {"id": {"type": "string"}, "errors": {"type": "array"}}}
beside (file other.json):
    {"required": ["id"], "properties": {"id": {"type": "string"}}}

Fix: Describe the field, or use the document that does.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Pointer, Presence, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat the importer's doubts, and name fields that documents in the catalogue require."""
    yield from case.doubts()
    own = case.shape.root.properties
    lacking: dict[str, list[str]] = {}
    for sibling, shape in case.siblings.items():
        for name, node in shape.root.properties.items():
            if name not in own and node.presence is Presence.REQUIRED:
                lacking.setdefault(name, []).append(sibling)
    for name, siblings in lacking.items():
        yield from case.finding(
            f"is required in {', '.join(siblings)}, and not described here", Pointer((name,))
        )
