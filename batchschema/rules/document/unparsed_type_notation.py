"""A type is written in a way that the notation does not have.

Why: Nothing is guessed: the field is left open, and no payload is checked against what was meant.

Reject (file batch.md):
    # Batch

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `id` | *str* | :heavy_check_mark: | N/A |
    | `model` | *str or None* | :heavy_check_mark: | N/A |

Accept (file batch.md):
    # Batch

    ## Fields

    | Field | Type | Required | Description |
    | --- | --- | --- | --- |
    | `id` | *str* | :heavy_check_mark: | N/A |
    | `model` | *Nullable[str]* | :heavy_check_mark: | N/A |

Fix: Correct the cell, or name the right `--notation`.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.document import DocumentCase

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)


def check(case: DocumentCase) -> Iterator[Finding]:
    """Repeat which cells could not be read."""
    yield from case.doubts()
