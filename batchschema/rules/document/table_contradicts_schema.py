"""A page's table and the schema below it say different things.

Why: One of the two was changed and the other forgotten; the schema is taken.

Reject (file page.txt):
    Properties

    | Name | Type | Description |
    |---|---|---|
    | id | stringnull | |

    JSON Schema

    {"required": ["id"], "properties": {"id": {"type": "string"}}}

Accept (file page.txt):
    Properties

    | Name | Type | Description |
    |---|---|---|
    | id | string | |

    JSON Schema

    {"required": ["id"], "properties": {"id": {"type": "string"}}}

Fix: Generate the table from the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat where the two disagree."""
    yield from case.doubts()
