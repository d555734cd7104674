"""A closed list has lost a word.

Why: A reader with the later list does not know a word of earlier payloads.

Reject:
    before {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}
    after  {"properties": {"a": {"type": "string", "enum": ["x"]}}}

Accept:
    before {"properties": {"a": {"type": "string", "enum": ["x"]}}}
    after  {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}

Fix: Let readers go on taking the word for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("ok", "breaks")
MIRROR = "enum-value-added"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.VALUES and change.keyword == "removed"
