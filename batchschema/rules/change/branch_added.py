"""A union has a further branch.

Why: A reader of the former union meets a shape that it does not know.

Reject:
    before {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}]}}, "required": ["a"]}
    after  {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}, {"type": "object", "properties": {"z": {"type": "string"}},
           "required": ["z"]}]}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}, {"type": "object", "properties": {"z": {"type": "string"}},
           "required": ["z"]}]}}, "required": ["a"]}
    after  {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}]}}, "required": ["a"]}

Fix: Have readers keep a branch for shapes they do not know.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "branch-removed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.BRANCH and change.keyword != "counting" and change.before.says is None
