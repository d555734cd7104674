"""A field may be null by its type, and its list of values has no null.

Why: Both keywords hold, so null is rejected, against what the type says.

Reject (file batch.json):
    {"required": ["status"],
     "properties": {"status": {"type": ["string", "null"], "enum": ["queued", "done"]}}}

Accept (file batch.json):
    {"required": ["status"],
     "properties": {"status": {"type": ["string", "null"], "enum": ["queued", "done", null]}}}

Fix: Add null to the list, or take it from the type.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat where type and list disagree."""
    yield from case.doubts()
