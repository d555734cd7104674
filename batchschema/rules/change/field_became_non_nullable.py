"""A field that could be null is now never null.

Why: A reader of the later document fails on the nulls of earlier payloads.

Reject:
    before {"properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]}

Fix: Let readers go on taking null for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("ok", "breaks")
MIRROR = "field-became-nullable"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.NULL and (change.before.says, change.after.says) == ("allowed", "forbidden")
