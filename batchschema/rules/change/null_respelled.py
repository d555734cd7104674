"""Null is allowed in both, and written in another way.

Why: A type list, a union with null and `nullable` say the same; only a tool that reads one of them sees a
change.

Reject:
    before {"properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]}
    after  {"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Fix: Nothing; or settle on one spelling.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.NOTE)
PREDICTS = ("ok", "ok")
MIRROR = "null-respelled"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.NULL_SPELLING
