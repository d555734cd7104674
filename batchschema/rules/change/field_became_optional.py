"""A field that was always there may now be absent.

Why: A reader that was promised the field fails, or reads a default that nobody sent.

Reject:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}}

Accept:
    before {"properties": {"a": {"type": "string"}}}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Fix: Keep sending it, or have readers cope with its absence first.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "ok")
MIRROR = "field-became-required"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.PRESENCE and (change.before.says, change.after.says) == (
        "required",
        "optional",
    )
