"""The branches are those of `anyOf` in one and of `oneOf` in the other.

Why: What fits two branches at once is let through by the one and turned away by the other.

Reject:
    before {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}]}}, "required": ["a"]}
    after  {"properties": {"a": {"oneOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}]}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}]}}, "required": ["a"]}
    after  {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}, {"type": "object", "properties": {"z": {"type": "string"}},
           "required": ["z"]}]}}, "required": ["a"]}

Fix: Make the branches exclude each other, by a constant say.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "branches-counted-differently"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.BRANCH and change.keyword == "counting"
