"""One JSON object, written as it goes: `version`, `findings`, `summary`."""

from __future__ import annotations

from batchschema.core import Fold, Group, Summary
from batchschema.reports.json_text import dumped
from batchschema.reports.jsonl_report import described
from batchschema.reports.view import Items, View

VERSION = 1
ITEMS = Items.FINDINGS
SEPARATOR = ",\n"
IS_TEXT = False


def head(view: View) -> str:
    """The opening of the object and of the list of findings."""
    return f'{{"version":{VERSION},"findings":[\n'


def item(item: Group | Fold, view: View) -> str:
    """One finding; folded notes are left out, since each note is listed itself."""
    return "" if isinstance(item, Fold) else dumped(described(item, view))


def tail(summary: Summary, view: View) -> str:
    """The counts, and the end."""
    counts = {
        "inputs": summary.inputs,
        "payloads": summary.payloads,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "notes": summary.notes,
        "unreadable": summary.unreadable,
        "skipped": summary.skipped,
        "hidden": dict(summary.hidden),
        "variants": dict(summary.variants),
        "ties": {id: list(ties) for id, ties in summary.ties.items()},
    }
    return f'\n],"summary":{dumped(counts)}}}\n'
