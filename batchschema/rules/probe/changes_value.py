"""A value comes out other than it went in.

Why: What this class writes is not what the service sent. `"10"` that became 10 hides that the service
sends text; 9007199254740993 that became 9007199254740992 is another number.

An error where the document allows the value; a warning where it forbids the value and the code takes and
mends it, and for integers beyond 2^53, which few services send; a note where it means the same (1.0 and 1,
two spellings of one moment).

Probe:
    `created_at: int` turns `"10"` into 10 and `true` into 1
    `created_at: datetime` writes `2024-11-07T12:00:00+00:00` as `2024-11-07T12:00:00Z`

Fix: Judge payloads before they pass through the class, and keep the text that was sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.probe import Difference, ProbeCase, words_for
from batchschema.rules.words import ALWAYS_ERROR, json_type

SEVERITIES = ALWAYS_ERROR
WARNING = Severities(documented=Severity.WARNING, strict=Severity.WARNING)
NOTE = Severities(documented=Severity.NOTE, strict=Severity.NOTE)
CHANGED = ("renamed", "type", "value", "spelling", "order")


def check(case: ProbeCase) -> Iterator[Finding]:
    """Name each place whose value is another one."""
    for each in case.differences:
        if each.kind == "renamed" and not case.is_documented(each.pointer):
            continue  # a key that the document does not know, taken for one that it does
        if each.kind in CHANGED:
            severities = None
            if each.kind == "spelling":
                severities = NOTE
            elif case.is_forbidden_at(each.pointer) or _is_beyond_doubles(each):
                severities = WARNING
            yield from case.finding(each.pointer, _text(each), kind=each.kind, severities=severities)


def _text(each: Difference) -> str:
    if each.kind == "renamed":
        return f"comes out under another name, `{each.after}`"
    if each.kind == "type":
        return f"goes in as {words_for(each.before)} and comes out as {json_type(each.after)}"
    if each.kind == "order":
        return "comes out with its items in another order"
    if each.kind == "spelling":
        what = "number" if isinstance(each.before, (int, float)) else "moment"
        return f"comes out as the same {what}, written differently"
    if _is_beyond_doubles(each):
        return "is an integer beyond 2^53 and comes out as another integer"
    if isinstance(each.before, list):
        return "comes out with another number of items"
    return f"comes out as {json_type(each.after).replace('a ', 'another ').replace('an ', 'another ')}"


def _is_beyond_doubles(each: Difference) -> bool:
    """Whether this is an integer that a double cannot hold."""
    return each.kind == "value" and isinstance(each.before, int) and abs(each.before) > 2**53
