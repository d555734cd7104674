"""An object names a key twice.

Why: Parsers keep the first, keep the last, or refuse; two readers see two different jobs. The last one
is judged here.

Reject (mistral/python-sdk@1.2.0):
    repeat /status

Accept (mistral/python-sdk@1.2.0):
    {"status": "QUEUED"}

Fix: Write each key once.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Pointer
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR


def check(case: Case) -> Iterator[Finding]:
    """Claim each key that the text repeats within this payload."""
    document, root = case.instance.document, case.instance.root
    if document is None:
        return
    wire = {source: name for name, source in case.instance.spelled.items()}
    for pointer in document.duplicates:
        if pointer.tokens[: len(root.tokens)] == root.tokens:
            inside = Pointer(pointer.tokens[len(root.tokens) :])
            place = case.place(wire.get(inside, inside))
            if not case.is_claimed(place.pointer):
                yield from case.finding(place, "stands more than once in its object; the last one counts")
