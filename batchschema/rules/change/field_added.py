"""A field is newly documented.

Why: A reader that must have it fails on earlier payloads; where it is optional, nothing happens.

Reject:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["a", "b"]}

Accept:
    before {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["a", "b"]}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Fix: Add it as optional.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("ok", "breaks")
MIRROR = "field-removed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.FIELD and change.before.says is None
