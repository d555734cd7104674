"""No value at all satisfies what the document says of a field.

Why: Parts that must hold together exclude each other, so each payload that has the field breaks the document.

Reject (file batch.json):
    {"required": ["id"], "properties": {"id": {"allOf": [{"type": "string"}, {"type": "integer"}]}}}

Accept (file batch.json):
    {"required": ["id"], "properties": {"id": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}}

Fix: Use `anyOf` where alternatives are meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat which places no value satisfies."""
    yield from case.doubts()
