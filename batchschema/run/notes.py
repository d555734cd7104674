"""The notes on one payload, folded into one line."""

from __future__ import annotations

from batchschema.core import Severity
from batchschema.core.wording import plural
from batchschema.run.judge import Verdict


def folded_notes(verdict: Verdict) -> str | None:
    """The notes of one payload in one line, most frequent rule first."""
    notes: dict[str, int] = {}
    origin: list[str] = []
    for finding in verdict.findings:
        if finding.severity is not Severity.NOTE:
            continue
        if finding.rule == "recorded-from-sdk-object":
            origin.append(finding.text.removeprefix("is "))
        else:
            notes[finding.rule] = notes.get(finding.rule, 0) + 1
    if not (notes or origin):
        return None
    start = "conforms" if verdict.worst is Severity.NOTE and not verdict.known else "notes"
    parts = origin + [
        _folded_words(rule, count)
        for rule, count in sorted(notes.items(), key=lambda item: (-item[1], item[0]))
    ]
    return f"{start}; {', '.join(parts)}" if start == "conforms" else f"beside that, {', '.join(parts)}"


FOLDED = {
    "completed-without-files": ("job completed without files", "jobs completed without files"),
    "null-where-unstated": ("null where the document is silent", "nulls where the document is silent"),
    "undocumented-field": ("undocumented field", "undocumented fields"),
}


def _folded_words(rule: str, count: int) -> str:
    return plural(count, *FOLDED.get(rule, (rule, rule)))
