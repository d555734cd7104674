"""A closed list has a new word.

Why: A reader with the former list meets a word that it does not know: the commonest break of status fields.

Reject:
    before {"properties": {"a": {"type": "string", "enum": ["x"]}}}
    after  {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}

Accept:
    before {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}
    after  {"properties": {"a": {"type": "string", "enum": ["x"]}}}

Fix: Document the list as open, or have readers keep a branch for words they do not know.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "ok")
MIRROR = "enum-value-removed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.VALUES and change.keyword == "added"
