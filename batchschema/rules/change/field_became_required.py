"""A field that could be absent must now be there.

Why: A reader of the later document fails on payloads of the earlier one, recorded ones included.

Reject:
    before {"properties": {"a": {"type": "string"}}}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}}

Fix: Let readers go on without it for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("ok", "breaks")
MIRROR = "field-became-optional"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.PRESENCE and (change.before.says, change.after.says) == (
        "optional",
        "required",
    )
