"""The document does not say of every field whether it may be null.

Why: There silence forbids nothing, and a null goes beyond the document without contradicting it.

Reject (file batch.md):
    # Batch

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `inputFiles` | *string*[] | :heavy_check_mark: | N/A |

Accept (file batch.md):
    # Batch

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `model` | *Nullable[str]* | :heavy_check_mark: | N/A |

Fix: Read a sibling document beside it, with `--siblings`.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Null, Severities, Severity
from batchschema.core.wording import plural
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.WARNING)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Count the fields; items and map values are none."""
    fields = [node for pointer, node in case.shape.walk() if pointer.key != "*"]
    silent = [node for node in fields if node.null is Null.UNSTATED]
    if silent:
        yield from case.finding(f"null is unstated for {len(silent)} of {plural(len(fields), 'field')}")
