"""A bound on size, range, step, count or pattern is new or narrower.

Why: A reader with the narrower bound fails on earlier payloads.

Reject:
    before {"properties": {"a": {"type": "string", "maxLength": 9}}}
    after  {"properties": {"a": {"type": "string", "maxLength": 3}}}

    before {"properties": {"a": {"type": "string"}}}
    after  {"properties": {"a": {"type": "string", "maxLength": 3}}}

Accept:
    before {"properties": {"a": {"type": "string", "maxLength": 3}}}
    after  {"properties": {"a": {"type": "string", "maxLength": 9}}}

Fix: Let readers go on taking the wider range for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind
from batchschema.rules.change import looser

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("ok", "breaks")
MIRROR = "bounds-loosened"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    if change.kind is not Kind.BOUND or change.basis is Basis.SILENCE:
        return False
    return looser(change, change.after.says, change.before.says)
