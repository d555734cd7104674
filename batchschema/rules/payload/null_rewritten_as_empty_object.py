"""Several fields hold `{}` where a scalar is documented: a recorder turned null into an empty object.

Why: R's jsonlite writes every null as `{}`. The service never sent these; five type errors would hide
that.

Reject (mistral/python-sdk@1.2.0):
    {"output_file": {}, "error_file": {}, "completed_at": {}}

Accept (mistral/python-sdk@1.2.0):
    {"metadata": {}}

Fix: Record again with nulls kept (jsonlite: `null = "null"`), or read `{}` as null in these fields.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Pointer, Severities, Severity
from batchschema.rules.case import Case

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)
BY_SHAPE = True


def check(case: Case) -> Iterator[Finding]:
    """Claim all empty objects at scalars together, from two of them on."""
    empty = [
        place
        for place in case.places("type")
        if place.value == {} and isinstance(place.value, dict) and not {"object"} & {*place.types}
    ]
    if len(empty) < 2:
        return
    names = ", ".join(str(place.pointer) for place in empty)
    text = f"has {{}} where scalars are documented, as a recorder writes null: {names}"
    yield from case.finding(case.place(Pointer()), text, claims=empty)
