"""The notes on one payload, folded into one line."""

from __future__ import annotations

from batchschema.core import Severity
from batchschema.run.judge import Verdict


def folded_notes(verdict: Verdict) -> str | None:
    """The notes of one payload in one line, most frequent rule first."""
    notes: dict[str, int] = {}
    for finding in verdict.findings:
        if finding.severity is Severity.NOTE:
            notes[finding.rule] = notes.get(finding.rule, 0) + 1
    if not notes:
        return None
    start = "conforms" if verdict.worst is Severity.NOTE else "notes"
    parts = [
        _folded_words(rule, count)
        for rule, count in sorted(notes.items(), key=lambda item: (-item[1], item[0]))
    ]
    return f"{start}; {', '.join(parts)}" if start == "conforms" else f"beside that, {', '.join(parts)}"


FOLDED = {
    "null-where-unstated": ("null where the document is silent", "nulls where the document is silent"),
    "undocumented-field": ("undocumented field", "undocumented fields"),
    "recorded-from-sdk-object": ("recorded from an SDK's object", "recorded from SDK objects"),
}


def _folded_words(rule: str, count: int) -> str:
    one, many = FOLDED.get(rule, (rule, rule))
    if rule == "recorded-from-sdk-object":
        return one
    return f"{count} {one if count == 1 else many}"
