"""One JSON object a line and finding; nothing when there is none."""

from __future__ import annotations

from typing import Any

from batchschema.core import Fold, Group, Summary
from batchschema.core.instance import Location
from batchschema.reports.json_text import dumped
from batchschema.reports.view import Items, View

ITEMS = Items.FINDINGS
SEPARATOR = ""
IS_TEXT = False


def head(view: View) -> str:
    """Nothing."""
    return ""


def item(item: Group | Fold, view: View) -> str:
    """One line; folded notes are left out, since each note is listed itself."""
    if isinstance(item, Fold):
        return ""
    return dumped(described(item, view)) + "\n"


def tail(summary: Summary, view: View) -> str:
    """Nothing."""
    return ""


def described(group: Group, view: View) -> dict[str, Any]:
    """A finding as the published schema of reports describes it."""
    finding = group.finding
    source, line, column = finding.location or Location("-")
    stated = finding.documented
    out: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "variant": finding.variant,
        "source": source,
        "line": line,
        "column": column,
        "pointer": str(finding.pointer),
        "message": finding.message,
        "documented": stated and {"presence": stated.presence, "null": stated.null, "types": stated.types},
        "fingerprint": finding.fingerprint,
    }
    if finding.hint:
        out["hint"] = finding.hint
    if view.values and finding.variant is not None:
        out["value"] = finding.value
    if group.count > 1:
        out["count"] = group.count
        out["places"] = [
            {"source": place.source, "line": place.line, "column": place.column} for place in group.places
        ]
    return out
