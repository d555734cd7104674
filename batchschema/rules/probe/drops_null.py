"""A field goes in as null and does not come out at all.

Why: Absent and null are two things. A proxy or a cache that reads with this class and writes what it read
tells its own readers something else than the service said.

An error where the document states that null is allowed; a warning where it is silent, or forbids the null
that the code takes.

Probe:
    `metadata: Optional[Dict[str, Any]] = None` with a serialiser that leaves out None

Fix: Keep the text that the service sent beside the parsed object.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Null, Severities, Severity
from batchschema.rules.probe import ProbeCase
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
WARNING = Severities(documented=Severity.WARNING, strict=Severity.WARNING)
STATED = {
    Null.ALLOWED: "the document allows null",
    Null.UNSTATED: "the document is silent about null",
    Null.FORBIDDEN: "the document forbids the null that is taken here",
}


def check(case: ProbeCase) -> Iterator[Finding]:
    """Name each documented null that got lost."""
    for each in case.differences:
        if each.kind == "null-lost" and case.is_documented(each.pointer):
            null = case.null_at(each.pointer)
            yield from case.finding(
                each.pointer,
                f"goes in as null and comes out absent; {STATED[null]}",
                kind="null",
                severities=None if null is Null.ALLOWED else WARNING,
            )
