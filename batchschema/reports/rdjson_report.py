"""Reviewdog's diagnostic format, `DiagnosticResult` of its reviewdog.proto, as one JSON object."""

from __future__ import annotations

from typing import Any

from batchschema.core import Fold, Group, Severity, Summary
from batchschema.core.instance import Location
from batchschema.reports.json_text import dumped
from batchschema.reports.paths import path_of
from batchschema.reports.view import Items, View

ITEMS = Items.FINDINGS
SEPARATOR = ",\n"
IS_TEXT = False
SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def head(view: View) -> str:
    """The opening of the object and of the list of diagnostics."""
    return '{"source":{"name":"batchschema"},"diagnostics":[\n'


def item(item: Group | Fold, view: View) -> str:
    """One diagnostic; notes only where they are asked for, since each would become a comment.

    Columns of this format count bytes and ours count characters, so only the line is given.
    """
    if isinstance(item, Fold) or not view.shows(item):
        return ""
    finding = item.finding
    place = finding.location or Location("-")
    location: dict[str, Any] = {"path": path_of(place.source, view.root)}
    if place.line is not None:
        location["range"] = {"start": {"line": place.line}}
    against = f" ({finding.variant})" if finding.variant else ""
    return dumped(
        {
            "message": finding.message + against,
            "location": location,
            "severity": SEVERITIES[finding.severity],
            "code": {"value": finding.rule},
        }
    )


def tail(summary: Summary, view: View) -> str:
    """The end."""
    return "\n]}\n"
