"""A reference leads nowhere, out of the document, or back into itself.

Why: What it refers to stays unknown, so the field is left open and nothing about it is checked.

Reject (file batch.json):
    {"properties": {"status": {"$ref": "#/$defs/Status"}}, "required": ["status"]}

Accept (file batch.json):
    {"properties": {"status": {"$ref": "#/$defs/Status"}}, "required": ["status"],
     "$defs": {"Status": {"type": "string"}}}

Fix: Put the linked page or schema where the reference says, or bundle it into the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat what the importer could not follow."""
    yield from case.doubts()
