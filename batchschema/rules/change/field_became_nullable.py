"""A field that was never null may now be null.

Why: A typed client that was promised a value fails on null, or carries it along.

Reject:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Fix: Leave the field out instead of sending null, or have readers take null first.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "ok")
MIRROR = "field-became-non-nullable"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.NULL and (change.before.says, change.after.says) == ("forbidden", "allowed")
