"""The values of a map are of another type, or newly of any or of one type.

Why: A reader that was promised text under each key meets a number.

Reject:
    before {"properties": {"m": {"type": "object"}}}
    after  {"properties": {"m": {"type": "object", "additionalProperties": {"type": "string"}}}}

Accept:
    before {"properties": {"m": {"type": "object"}}}
    after  {"properties": {"m": {"type": "object"}}}

Fix: Turn the values into text on the writer's side.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "values-type-changed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.FREE_KEYS and "none" not in (change.before.says, change.after.says)
