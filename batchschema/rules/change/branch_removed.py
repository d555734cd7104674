"""A union has lost a branch.

Why: A reader of the later union does not know a shape of earlier payloads.

Reject:
    before {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
           "required": ["x"]}, {"type": "object", "properties": {"y": {"type": "string"}},
           "required": ["y"]}, {"type": "object", "properties": {"z": {"type": "string"}},
           "required": ["z"]}]}}, "required": ["a"]}
    after  {"properties": {"a": {"anyOf": [{"type": "object", "properties": {"x": {"type": "string"}},
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

Fix: Let readers go on taking the shape for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "branch-added"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.BRANCH and change.keyword != "counting" and change.after.says is None
