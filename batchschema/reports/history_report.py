"""The versions of one document, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from batchschema.core import Field
from batchschema.core.change import Change, Kind, Statement
from batchschema.core.history import Step
from batchschema.reports.concise_report import printable
from batchschema.reports.diff import fact, place, subject
from batchschema.reports.json_text import indented
from batchschema.reports.table import columns
from batchschema.reports.variants_report import types_of


def as_text(steps: Sequence[Step]) -> str:
    """A paragraph per version, oldest first."""
    label = steps[0].variant.label
    if len(steps) == 1:
        only = steps[0].variant
        return f"{label} has one version here, {only.id}{_dated(only.date)}: there is nothing to compare.\n"
    out = [f"{label}: {len(steps)} versions\n"]
    for step in steps:
        variant = step.variant
        properties: Any = variant.schema["properties"]
        out.append(f"{variant.id}{_dated(variant.date)}: {variant.title}, {len(properties)} fields\n")
        rows = list(_rows(step))
        if rows:
            out[-1] += columns(rows, indent="  ")
        elif step.before is not None:
            out[-1] += "  no fact that is kept here changed\n"
        out[-1] += "".join(f"  note: {printable(note)}\n" for note in step.notes)
    return "\n".join(out)


def _dated(date: str | None) -> str:
    return f" ({date})" if date else ""


def _rows(step: Step) -> Iterator[list[str]]:
    yield from ([printable(word) for word in row] for row in _renamed(step))
    for change in step.changes:
        yield [printable(place(change)), *map(printable, _said(change, step.fields))]


def _renamed(step: Step) -> Iterator[list[str]]:
    """What is called or written otherwise as a whole."""
    if step.before is None:
        return
    was, now = step.before, step.variant
    if was.title != now.title:
        yield ["the object", "name", f"{was.title} -> {now.title}"]
    if was.source.notation != now.source.notation:
        yield ["the document", "notation", f"{was.source.notation} -> {now.source.notation}"]


def _said(change: Change, fields: Mapping[Any, Field]) -> tuple[str, str]:
    if change.kind is Kind.FIELD:
        facts = fields[change.pointer]
        presence = f"{facts.presence.value}, " if change.pointer.key != "*" else ""
        stated = f"{types_of(facts)}; {presence}null {facts.null.value}"
        return ("field added" if change.before.says is None else "field removed", stated)
    if change.kind is Kind.VALUES and change.keyword is not None:
        words = [set(_words(change.before.says)), set(_words(change.after.says))]
        new = words[1] - words[0] if change.keyword == "added" else words[0] - words[1]
        return (f"values {change.keyword}", ", ".join(sorted(new)))
    if change.kind is Kind.VALUES and None in (change.before.says, change.after.says):
        known = _words(change.before.says if change.after.says is None else change.after.says)
        opened = "closed -> open" if change.after.says is None else "open -> closed"
        return subject(change), f"{opened}; {len(known)} words"
    if change.kind is Kind.TYPES:
        return subject(change), " -> ".join("|".join(_words(said.says)) or "any" for said in _sides(change))
    return subject(change), " -> ".join(fact(change, said) for said in _sides(change))


def _sides(change: Change) -> tuple[Statement, Statement]:
    return change.before, change.after


def _words(said: object) -> list[str]:
    return [str(word) for word in said] if isinstance(said, list) else [said] if isinstance(said, str) else []


def as_json(steps: Sequence[Step]) -> str:
    """One JSON object with a list of versions."""
    versions = [
        {
            "variant": step.variant.id,
            "version": step.variant.version,
            "date": step.variant.date,
            "title": step.variant.title,
            "notation": step.variant.source.notation,
            "notes": step.notes,
            "changes": [_described(change, step.fields) for change in step.changes],
        }
        for step in steps
    ]
    about = {"version": 1, "document": steps[0].variant.label, "versions": versions}
    return indented(about)


def _described(change: Change, fields: Mapping[Any, Field]) -> dict[str, Any]:
    out: dict[str, Any] = {
        "pointer": str(change.pointer),
        "kind": change.kind.value,
        "before": change.before.says,
        "after": change.after.says,
    }
    if change.keyword is not None:
        out["keyword"] = change.keyword
    if change.renamed_to is not None:
        out["renamed_to"] = str(change.renamed_to)
    if change.kind is Kind.FIELD:
        facts = fields[change.pointer]
        out["field"] = {"types": facts.types, "presence": facts.presence.value, "null": facts.null.value}
    return out
