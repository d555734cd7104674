"""The schema asserts something for which a canonical schema has no word.

Why: The assertion is left out, so payloads that break it pass.

Reject (file batch.json):
    {"required": ["id"], "properties": {"id": {"type": "string", "not": {"const": ""}}}}

Accept (file batch.json):
    {"required": ["id"], "properties": {"id": {"type": "string", "minLength": 1}}}

Fix: Say it by type, values, format or bounds where that is possible.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.WARNING)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat which keywords were left out."""
    yield from case.doubts()
