"""The code refuses a payload that its own document allows.

Why: The service may send what the document allows, and then this class fails. Only payloads count that are
allowed whatever the document's silence means: no undocumented key, no null that is not stated.

Probe:
    `model: str` refuses null, documented as *OptionalNullable[str]*
    `status: Literal["a", "b"]` refuses a new word, documented as an open list

Fix: Report it to the vendor, or use the version of the SDK that the document belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import ABSENT
from batchschema.rules.probe import ProbeCase, words_for
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR


def check(case: ProbeCase) -> Iterator[Finding]:
    """Name the place that a refusal is due to."""
    if case.outcome != "rejected" or not case.allowed:
        return
    kind, text = _fact(case)
    hint = f"the code says: {case.said}" if case.said else None
    yield from case.finding(case.blame, text, kind=kind, hint=hint)


def _fact(case: ProbeCase) -> tuple[str, str]:
    pointer = case.blame
    value, field = case.value(pointer), case.field(pointer)
    if not pointer:
        return "all", "is refused, and so is every other payload that the document allows"
    if value is ABSENT:
        stated = field.presence.value if field is not None else "optional"
        return "presence", f"may not be left out; documented as {stated}"
    if value is None:
        return "null", "is refused as null; the document allows null"
    if field is not None and field.open_values:
        return "values", "is refused with a word that is not listed; the document says that others may come"
    return "types", f"is refused as {words_for(value)}; documented as {case.documented_as(pointer)}"
