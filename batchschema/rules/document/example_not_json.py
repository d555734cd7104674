"""An example of the document is text that is no JSON.

Why: Nobody can paste it, and no tool can check it; a comma after the last field is the usual flaw.

Reject (file batch.json):
    {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}},
     "example": "{\\"id\\": \\"batch_1\\",}"}

Accept (file batch.json):
    {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}},
     "example": "{\\"id\\": \\"batch_1\\"}"}

Fix: Write the example as a value instead of text.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Speak of each example whose text could not be parsed."""
    for shown in case.shown:
        if shown.is_text:
            where = "its example" if shown.pointer else "the example"
            yield from case.finding(f"{where} is not JSON: {shown.value}", shown.pointer, shown.passage)
