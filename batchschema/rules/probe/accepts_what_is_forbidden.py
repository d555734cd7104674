"""The code takes a payload that its own document forbids.

Why: "The SDK parses it" is then no evidence that a payload holds to the document, and a test that feeds
fixtures through the SDK passes on fixtures that the service would never send. The document states the fact
(a required field, a type, no null, a closed list of words); where it is silent, nothing is reported.

Probe:
    a pydantic field `created_at: int` takes `"10"` and `true`, documented as integer
    `count: Optional[int] = None` takes null, documented as *Optional[int]*: may be absent, never null

Fix: Nothing in a payload. Judge payloads by the document (`batchschema check`), not by whether a class
takes them; or make the class strict.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Violation
from batchschema.rules.probe import ProbeCase, words_for
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
KINDS = {
    "type": "types",
    "enum": "values",
    "const": "values",
    "format": "format",
    "required": "presence",
    "dependentRequired": "presence",
    "additionalProperties": "keys",
    "unevaluatedProperties": "keys",
    "propertyNames": "keys",
}
FIRST = ("type", "enum", "const", "format")
"""At one place, the first of these speaks."""


def check(case: ProbeCase) -> Iterator[Finding]:
    """Name each place that the document forbids, once."""
    if case.outcome != "accepted":
        return
    by_place: dict[str, Violation] = {}
    for violation in sorted(case.forbidden, key=_rank):
        by_place.setdefault(str(violation.pointer), violation)
    for violation in by_place.values():
        kind, text = _fact(case, violation)
        hint = case.written_as(violation.pointer) or None
        yield from case.finding(violation.pointer, text, kind=kind, hint=hint)


def _rank(violation: Violation) -> int:
    return FIRST.index(violation.keyword) if violation.keyword in FIRST else len(FIRST)


def _fact(case: ProbeCase, violation: Violation) -> tuple[str, str]:
    """The kind of fact that is contradicted, and what is wrong in words."""
    pointer, keyword = violation.pointer, violation.keyword
    kind = KINDS.get(keyword, keyword)
    value = case.value(pointer)
    if value is None and kind in ("types", "values"):
        return "null", f"is taken as null; documented as {case.documented_as(pointer)}, never null"
    texts = {
        "types": f"is taken as {words_for(value)}; documented as {case.documented_as(pointer)}",
        "values": "is taken with a value that the document does not list",
        "format": f"is taken without being a {violation.expected}",
        "presence": "may be left out; documented as required",
        "keys": "is taken; the document allows no such key",
    }
    return kind, texts.get(kind, f"is taken though the document's `{keyword}` forbids it")
