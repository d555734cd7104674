"""The document cannot say whether a field may be null, and an example on the same page shows that it may.

Why: A null in an example proves that null comes; anything else in one proves nothing. The field counts as
nullable.

Reject (file batch.md):
    # Batch

    ## Example Usage

    ```typescript
    let value: Batch = { outputFile: null };
    ```

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `outputFile` | *string* | :heavy_check_mark: | N/A |

Accept (file batch.md):
    # Batch

    ## Example Usage

    ```typescript
    let value: Batch = { outputFile: "file_1" };
    ```

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `outputFile` | *string* | :heavy_check_mark: | N/A |

Fix: Nothing; a document that states null itself would be better evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from batchschema.core import Finding, Pointer, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.NOTE)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Speak of each field whose null only an example proves."""
    for pointer in _settled(case.schema, Pointer()):
        yield from case.finding("is null in an example on the page, so null is allowed", pointer)


def _settled(schema: Mapping[str, Any], pointer: Pointer) -> Iterator[Pointer]:
    if schema.get("x-documented", {}).get("evidence") == "example":
        yield pointer
    for name, part in schema.get("properties", {}).items():
        yield from _settled(part, pointer / name)
    for word in ("items", "additionalProperties"):
        if isinstance(part := schema.get(word), Mapping):
            yield from _settled(part, pointer / "*")
