"""Keys that match a pattern are no longer described.

Why: A reader that holds their values to it fails on what comes now.

Reject:
    before {"type": "object", "patternProperties": {"^x-": {"type": "string"}}}
    after  {"type": "object"}

Accept:
    before {"type": "object"}
    after  {"type": "object", "patternProperties": {"^x-": {"type": "string"}}}

Fix: Have readers take any value there first.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "pattern-added"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.PATTERN and change.after.says is None
