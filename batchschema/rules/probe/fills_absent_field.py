"""A field that was not sent comes out with null or a default.

Why: Nobody said that the value is null. A reader of what this class wrote cannot tell a field that the
service left out from one that it sent as null.

An error where the document forbids what was filled in; else a warning; a note where it is the only value
that the document admits there.

Probe:
    `metadata: Optional[Dict[str, str]] = None` and `model_dump()`, which writes `"metadata": null`

Fix: Dump only what was set (`exclude_unset=True` in pydantic).
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Null, Severities, Severity
from batchschema.rules.probe import Difference, ProbeCase
from batchschema.rules.words import json_type

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.WARNING)
ERROR = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
NOTE = Severities(documented=Severity.NOTE, strict=Severity.NOTE)


def check(case: ProbeCase) -> Iterator[Finding]:
    """Name each field that came from nowhere."""
    for each in case.differences:
        if each.kind == "filled":
            kind = "null" if each.after is None else "default"
            text, severities = _fact(case, each)
            yield from case.finding(each.pointer, text, kind=kind, severities=severities)


def _fact(case: ProbeCase, each: Difference) -> tuple[str, Severities]:
    what = f"is not sent and comes out as {json_type(each.after)}"
    field = case.field(each.pointer)
    if field is None:
        return f"{what}; the document does not know it", SEVERITIES
    if each.after is None:
        if field.null is Null.FORBIDDEN:
            return f"{what}; documented as {case.documented_as(each.pointer)}, never null", ERROR
        return f"{what}, as if null had been sent", SEVERITIES
    if field.values == (each.after,) and not field.open_values:
        return f"{what}: the only value that the document lists", NOTE
    return f"{what}: a default that the payload did not have", SEVERITIES
