"""GitLab's code quality report: a subset of Code Climate's issues, as one JSON array."""

from __future__ import annotations

from collections import Counter

from batchschema.core import Checked, Finding, Severity, Summary
from batchschema.core.instance import Location
from batchschema.reports.json_text import dumped
from batchschema.reports.paths import path_of
from batchschema.reports.view import Items, View

ITEMS = Items.SOURCES
SEPARATOR = ",\n"
IS_TEXT = False
SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def head(view: View) -> str:
    """The opening of the array."""
    return "[\n"


def item(item: Checked, view: View) -> str:
    """The issues of one source; notes only where they are asked for, since each is shown beside the code.

    Fingerprints are unique, as GitLab needs them, and stay when the file changes elsewhere: what one place
    of several documents in a file has in common is told apart by its order, not by its line.
    """
    path = path_of(item.source, view.root)
    seen: Counter[tuple[str, str]] = Counter()
    issues = []
    for group in item.groups:
        if view.shows(group):
            finding = group.finding
            key = (finding.fingerprint, str(finding.pointer))
            seen[key] += 1
            identity = _hash(*key, path, str(item.first_byte), str(seen[key]))
            issues.append(dumped(_issue(finding, path, identity)))
    return SEPARATOR.join(issues)


def tail(summary: Summary, view: View) -> str:
    """The end of the array."""
    return "\n]\n"


def _issue(finding: Finding, path: str, identity: str) -> dict[str, object]:
    line = (finding.location or Location("-")).line or 1
    return {
        "description": finding.message + (f" ({finding.variant})" if finding.variant else ""),
        "check_name": finding.rule,
        "fingerprint": identity,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": line}},
    }


def _hash(*parts: str) -> str:
    import hashlib

    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
