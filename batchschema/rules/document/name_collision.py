"""Two fields of a page have the same name on the wire.

Why: An SDK's spelling is turned into snake_case, and two spellings ended as one: the page's names are not the
wire's.

Reject (file batch.md):
    # Batch

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `fileId` | *string* | :heavy_check_mark: | N/A |
    | `fileID` | *string* | :heavy_check_mark: | N/A |

Accept (file batch.md):
    # Batch

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `fileId` | *string* | :heavy_check_mark: | N/A |
    | `userId` | *string* | :heavy_check_mark: | N/A |

Fix: Look the names up in the vendor's OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat which names fall together."""
    yield from case.doubts()
