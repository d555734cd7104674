"""The document says `nullable` where the keyword means nothing.

Why: OpenAPI 3.0 knows it beside a `type`; OpenAPI 3.1 and JSON Schema do not know it at all. Readers take it
for permission, validators reject null.

Reject (file openapi.json):
    {"openapi": "3.1.0", "components": {"schemas": {"Batch": {"type": "object", "required": ["id"],
     "properties": {"id": {"type": "string"}, "model": {"type": "string", "nullable": true}}}}}}

Accept (file openapi.json):
    {"openapi": "3.1.0", "components": {"schemas": {"Batch": {"type": "object", "required": ["id"],
     "properties": {"id": {"type": "string"}, "model": {"type": ["string", "null"]}}}}}}

Fix: Write null into the type list.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat where the keyword has no meaning."""
    yield from case.doubts()
