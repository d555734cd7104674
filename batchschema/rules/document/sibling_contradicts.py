"""Another document about the same object states a fact otherwise.

Why: Where one document is silent, the other fills it in; where both speak and differ, one of them is wrong.

Reject (file batch.json):
    {"required": ["id"], "properties": {"id": {"type": "string"}}}
beside (file other.json):
    {"required": ["id"], "properties": {"id": {"type": "integer"}}}

Accept (file batch.json):
    {"required": ["id"], "properties": {"id": {"type": "string"}}}
beside (file other.json):
    {"required": ["id"], "properties": {"id": {"type": "string"}}}

Fix: Record what the service sends, and keep the document that agrees.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat which facts the other document states otherwise."""
    yield from case.doubts()
