"""A title, a description, a default, an example or a deprecation differs.

Why: No payload is read differently; people and generated code may be.

Reject:
    before {"title": "A"}
    after  {"title": "B"}

Accept:
    before {"title": "A"}
    after  {"title": "A"}

Fix: Nothing.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.NOTE)
PREDICTS = ("ok", "ok")
MIRROR = "annotation-changed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.ANNOTATION
