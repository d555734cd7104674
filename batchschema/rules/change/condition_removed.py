"""A condition between fields or items is gone: dependent keys, if/then/else, not, contains, positions.

Why: A reader that relies on it meets payloads that do not hold it.

Reject:
    before {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
           "dependentRequired": {"a": ["b"]}}
    after  {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}

Accept:
    before {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    after  {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
           "dependentRequired": {"a": ["b"]}}

Fix: Have readers go without it first.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "condition-added"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.CONDITION and change.after.says is None
