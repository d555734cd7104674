"""A key that the document does not describe goes in and does not come out.

Why: New fields appear on the wire before any document knows them. A class that drops them loses data
silently for whoever stores or forwards what it wrote. The document says nothing about such keys, so this
is no contradiction.

Probe:
    any pydantic model without `extra="allow"`, any dataclass, any msgspec Struct

Fix: Keep the text that the service sent beside the parsed object, or use a class that keeps unknown keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.probe import ProbeCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.WARNING)
LOST = ("null-lost", "value-lost")


def check(case: ProbeCase) -> Iterator[Finding]:
    """Name each object that loses keys, by the first one lost."""
    for each in case.differences:
        if each.kind in LOST and not case.is_documented(each.pointer):
            text = "is a key that the document does not know, and is lost"
            yield from case.finding(each.pointer, text, kind="keys")
