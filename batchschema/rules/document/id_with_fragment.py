"""The schema's `$id` has a fragment, which JSON Schema forbids.

Why: Validators refuse such a schema, or resolve its references against an address that does not exist.

Reject (file batch.json):
    {"$id": "#/components/schemas/Batch", "required": ["id"], "properties": {"id": {"type": "string"}}}

Accept (file batch.json):
    {"$id": "https://example.com/batch.json", "required": ["id"], "properties": {"id": {"type": "string"}}}

Fix: Give the schema an address without `#`. The imported schema has one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Pointer, Severities, Severity
from batchschema.core.instance import Passage
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Speak of the document's own `$id`; an empty fragment does no harm."""
    identity = str((case.raw or {}).get("$id", ""))
    _, mark, fragment = identity.partition("#")
    if mark and fragment:
        text = f"the $id {identity!r} has a fragment; rebased on {case.schema['$id']}"
        yield from case.finding(text, passage=Passage(case.source, at=Pointer(("$id",))))
