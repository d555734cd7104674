"""A row of a table has too many or too few cells, or says neither required nor optional.

Why: A `|` that is not escaped moves every cell after it; a missing mark leaves presence open.

Reject (file batch.md):
    # Batch

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `id` | *str* | :heavy_check_mark: | one | two |

Accept (file batch.md):
    # Batch

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `id` | *str* | :heavy_check_mark: | one \\| two |

Fix: Escape the `|`, and fill the column.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat which rows are broken."""
    yield from case.doubts()
