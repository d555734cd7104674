"""The default: each finding with what helps to mend it, then what was checked against what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from batchschema.core import Finding, Fold, Group, Summary
from batchschema.core.instance import Location
from batchschema.reports.alike import apart, seen_from
from batchschema.reports.chosen import chosen
from batchschema.reports.concise_report import counts, line, printable, statistics
from batchschema.reports.view import Items, View

ITEMS = Items.ALIKE
SEPARATOR = ""
IS_TEXT = True
WIDEST = 160
"""Characters of a source line that are shown."""
BESIDE = 60
"""The same, beside the name of a field."""
NAMED = 50
"""Characters of such a name and its place; what stands beside longer ones is not in line with the rest."""
WIDTH = 120
"""Characters of a line of several fields."""
INDENT, LIKEWISE = "    ", "likewise "


def head(view: View) -> str:
    """Nothing."""
    return ""


def item(item: Group | Fold, view: View) -> str:
    """The line of the concise format; indented below it source, value, hint, further places and fields."""
    if not view.shows(item):
        return ""
    below = [*_details(item, view), *_places(item), *_likewise(item, view)]
    return f"{line(item, view)}\n" + "".join(view.style(INDENT + text, "faint") + "\n" for text in below)


def tail(summary: Summary, view: View) -> str:
    """What was checked, against which variants and why those; counts by rule when asked for."""
    if view.quiet:
        return statistics(summary) if view.statistics else ""
    out = [counts(summary), *(f"  {each}" for each in chosen(summary))]
    return "\n".join(out) + "\n" + (statistics(summary) if view.statistics else "")


def _details(item: Group | Fold, view: View) -> Iterator[str]:
    if isinstance(item, Fold):
        return
    finding = item.finding
    source, offset = _source(finding.location, view)
    if source:
        yield from (source, " " * offset + "^")
    if value := _value(finding, view):
        yield value
    if finding.hint:
        yield f"hint: {finding.hint}"


def _places(item: Group | Fold) -> Iterator[str]:
    if item.count > 1:
        places = [seen_from(location, item.places[0]) for location in item.places[1:]]
        more = item.count - len(item.places)
        yield "also at " + ", ".join([*places, f"and {more:,} more"] if more else places)


def _likewise(item: Group | Fold, view: View) -> Iterator[str]:
    """The other fields: several in a line, or a line each where they have something of their own to show."""
    if isinstance(item, Fold) or not item.alike:
        return
    names = [_subject(other.finding) + apart(other, item.finding) for other in item.alike]
    details = [_beside(other.finding, item.finding, view) for other in item.alike]
    if any(details):
        width = max((len(name) for name in names if len(name) <= NAMED), default=0)
        lines = [f"{name:<{width}}  {own}".rstrip() for name, own in zip(names, details, strict=True)]
    else:
        lines = list(_wrapped(names, WIDTH - len(INDENT + LIKEWISE)))
    yield LIKEWISE + lines[0]
    yield from (" " * len(LIKEWISE) + text for text in lines[1:])


def _subject(finding: Finding) -> str:
    return printable(str(finding.pointer)) or "the payload"


def _beside(finding: Finding, head: Finding, view: View) -> str:
    """What is to be shown of another field: the source from its key on, unless that was shown; its value."""
    location = finding.location
    source, offset = ("", 0) if location == head.location else _source(location, view)
    if len(source.strip()) > BESIDE:
        nearby = max(0, offset - BESIDE // 2)
        key = source.rfind(f'"{finding.pointer.key}', nearby, offset) if finding.pointer else -1
        source = source[max(key, nearby) :][:BESIDE]
    return "  ".join(filter(None, [source.strip(), _value(finding, view)]))


def _wrapped(parts: Sequence[str], width: int) -> Iterator[str]:
    """The parts in lines, a comma after each but the last."""
    text = ""
    for number, part in enumerate(parts, 1):
        part += "," if number < len(parts) else ""
        if text and len(text) + 1 + len(part) > width:
            yield text
            text = part
        else:
            text = f"{text} {part}" if text else part
    yield text


def _source(location: Location | None, view: View) -> tuple[str, int]:
    """What can be shown of the source line around a place, and how far into that the place is."""
    text = view.excerpt(location) if location is not None and location.line is not None else None
    if text is None or location is None or location.column is None:
        return "", 0
    start = max(0, location.column - 1 - WIDEST // 2)
    return printable(text[start : start + WIDEST].rstrip()), location.column - 1 - start


def _value(finding: Finding, view: View) -> str:
    if not view.values or finding.value is None:
        return ""
    import json

    text = json.dumps(finding.value, ensure_ascii=True)
    return f"value: {text if len(text) <= WIDEST else f'{text[:WIDEST]}…'}"
