"""The same said of several fields: one item of what people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from batchschema.core import Finding, Group
from batchschema.core.instance import Location
from batchschema.reports.concise_report import place


def alike_together(groups: Iterable[Group]) -> list[Group]:
    """Groups that say the same of different fields as one, which stands where the first of them stood.

    What is said of a document by itself is about its own fields; what is about no field stays by itself.
    """
    together: dict[object, list[Group]] = {}
    for index, group in enumerate(groups):
        together.setdefault(_said(group.finding) or index, []).append(group)
    return [
        Group(first.finding, first.count, first.places, tuple(others)) for first, *others in together.values()
    ]


def _said(finding: Finding) -> tuple[object, ...] | None:
    """All of a finding but the field and the place; None if it is about no field."""
    said = (finding.severity, finding.rule, finding.hint, finding.variant)
    if finding.variant is not None:
        return (*said, finding.text)
    subject = f"{finding.pointer} "
    if finding.location is None or not finding.pointer or not finding.text.startswith(subject):
        return None
    return (*said, finding.text.removeprefix(subject), finding.location.source)


def apart(group: Group, head: Finding, spelled: Callable[[Location], str] = place) -> str:
    """` (17:24, x2)`: where another field of which the same is said comes first, and how often.

    Empty where that is the place of `head`, and once. `spelled` writes places in other sources.
    """
    location = group.finding.location
    where = [] if location in (None, head.location) else [seen_from(location, head.location, spelled)]
    known = [*where, *([f"x{group.count:,}"] if group.count > 1 else [])]
    return f" ({', '.join(known)})" if known else ""


def seen_from(location: Location, head: Location | None, spelled: Callable[[Location], str] = place) -> str:
    """A place beside one just named: `line:column`, and the path only where that is another."""
    if head is None or location.source != head.source or location.line is None:
        return spelled(location)
    return f"line {location.line}" if location.column is None else f"{location.line}:{location.column}"
