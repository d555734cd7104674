"""A field is required, and the document describes it nowhere.

Why: Often it was renamed in one place only. Any value passes.

Reject (file batch.json):
    {"required": ["id", "status"], "properties": {"id": {"type": "string"}}}

Accept (file batch.json):
    {"required": ["id"], "properties": {"id": {"type": "string"}}}

Fix: Describe the field, or drop it from `required`.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat which names have no description."""
    yield from case.doubts()
