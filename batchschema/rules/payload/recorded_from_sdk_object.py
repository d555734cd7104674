"""The keys are spelled as an SDK's object has them, not as they come over the wire.

Why: The payload was printed from a client's model. It shows what the SDK made of the response: defaults
filled in, unknown keys dropped, absent turned into null. Where the object itself is in print
(`Batch(id='b', errors=None)`), None may be either, so neither a null nor a missing field is reported there.

Reject (mistral/python-sdk@1.2.0):
    rename /object to OBJECT

Accept (mistral/python-sdk@1.2.0):
    {"object": "batch"}

Fix: Record the raw response if you mean to judge the service. The payload is judged by its wire names.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Pointer, Severities, Severity
from batchschema.rules.case import Case

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.NOTE)
AFTER = ("null-rewritten-as-empty-object",)
BY_SHAPE = True


def check(case: Case) -> Iterator[Finding]:
    """Say once that all respelled keys follow an SDK's spelling, or that the text is an object in print."""
    unsettled = case.instance.unsettled
    if unsettled is not None and not case.is_claimed(Pointer()):
        yield from case.finding(case.place(Pointer()), _printed(len(unsettled)))
        return
    if case.style == "sdk" and not case.is_claimed(Pointer()):
        names = [str(source.key) for wire, source in case.instance.spelled.items() if wire.key != source.key]
        text = f"is spelled as an SDK's object: {', '.join(dict.fromkeys(names))}"
        yield from case.finding(case.place(Pointer()), text)


def _printed(nulls: int) -> str:
    text = "is an SDK's object in print"
    if not nulls:
        return text
    fields = "1 field that is" if nulls == 1 else f"{nulls} fields that are"
    return f"{text}: {fields} None may be null or absent, and neither is reported"
