"""A text no longer keeps to a format.

Why: A reader that parses it (a UUID column, a date) meets text that does not parse.

Reject:
    before {"properties": {"a": {"type": "string", "format": "uuid"}}}
    after  {"properties": {"a": {"type": "string"}}}

Accept:
    before {"properties": {"a": {"type": "string"}}}
    after  {"properties": {"a": {"type": "string", "format": "uuid"}}}

Fix: Keep the format, or have readers take any text first.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "ok")
MIRROR = "format-added"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    differs = change.before.says is not None and change.after.says is None
    return change.kind is Kind.FORMAT and change.basis is Basis.CONTRADICTION and differs
