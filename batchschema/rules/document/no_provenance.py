"""Nobody has said which vendor's document this is.

Why: A shape without vendor, version and date cannot be compared with those of the catalogue, nor kept true.

Reject (file batch.json):
    {"properties": {"id": {"type": "string"}}, "required": ["id"]}

Accept (file batch.json as acme/openapi@2026-01-01):
    {"properties": {"id": {"type": "string"}}, "required": ["id"]}

Accept (file batch.json):
    {"x-variant": {"vendor": "acme"}, "properties": {"id": {"type": "string"}}, "required": ["id"]}

Fix: Name it with `--variant vendor/surface@version`, or in the schema's own `x-variant`.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.WARNING)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Speak once, if neither the import nor the document itself names a vendor."""
    told = (case.raw or {}).get("x-variant")
    if isinstance(told, dict) and told.get("vendor"):
        return
    if case.schema["x-variant"]["vendor"] == "unknown":
        yield from case.finding("no vendor is named; `--variant vendor/surface@version` names one")
