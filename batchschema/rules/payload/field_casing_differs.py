"""A key is spelled in another case than the document's wire name, beside keys that are not.

Why: `inputFiles` among snake_case keys is no SDK object; it is a mapping that forgot a field, and clients
will not find it. The value is judged as the wire field it stands for.

Reject (mistral/python-sdk@1.2.0):
    rename /output_file to outputFile

Accept (mistral/python-sdk@1.2.0):
    {"output_file": "0f6c1d52-8a1e-4c0b-9d57-3f2f6f0b7a11"}

Fix: Spell the key as on the wire.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.case import Case

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)
AFTER = (
    "enum-value-respelled",
    "malformed-format",
    "null-where-forbidden",
    "size-limit-exceeded",
    "timestamp-in-milliseconds",
    "undocumented-enum-value",
    "unexpected-constant",
    "wrong-type",
)
BY_SHAPE = True


def check(case: Case) -> Iterator[Finding]:
    """Name each renamed key of a payload that mixes spellings."""
    if case.style != "mixed":
        return
    for wire, source in case.instance.spelled.items():
        if wire.key != source.key and not case.is_claimed(wire):
            yield from case.finding(case.place(wire), f"is spelled {source.key}; documented as {wire.key}")
