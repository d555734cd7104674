"""A part of a schema is not what any draft of JSON Schema allows there.

Why: Every validator reads it in its own way, or refuses the whole document.

Reject (file batch.json):
    {"properties": {"id": {"type": "text"}}, "required": ["id"]}

Accept (file batch.json):
    {"properties": {"id": {"type": "string"}}, "required": ["id"]}

Fix: Use the keywords as the draft's metaschema has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat what no draft of JSON Schema allows."""
    yield from case.doubts()
