"""An example on the page is written in a way that could not be read.

Why: A null in it would have proved that null may come.

Reject (file batch.md):
    # Batch

    ## Example Usage

    ```typescript
    let value: Batch = { id: };
    ```

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `id` | *string* | :heavy_check_mark: | N/A |

Accept (file batch.md):
    # Batch

    ## Example Usage

    ```typescript
    let value: Batch = { id: "batch_1" };
    ```

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `id` | *string* | :heavy_check_mark: | N/A |

Fix: Correct the example.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.WARNING)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat which examples could not be read."""
    yield from case.doubts()
