"""A condition between fields or items is new: dependent keys, if/then/else, not, contains, positions.

Why: A reader that holds payloads to it fails on earlier ones.

Reject:
    before {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    after  {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
           "dependentRequired": {"a": ["b"]}}

Accept:
    before {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
           "dependentRequired": {"a": ["b"]}}
    after  {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}

Fix: Have readers go without it for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "condition-removed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.CONDITION and change.before.says is None
