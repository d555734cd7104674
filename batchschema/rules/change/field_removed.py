"""A field is no longer documented.

Why: A reader that must have it fails; where it was optional, nothing happens.

Reject:
    before {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["a", "b"]}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["a", "b"]}

Fix: Keep sending it until no reader must have it.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "ok")
MIRROR = "field-added"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.FIELD and change.after.says is None
