"""A keyword of the schema does not hold, and no other rule names that kind of violation.

Why: Nothing a validator says is dropped. In schemas of your own this is where conditions (`if`, `not`,
`contains`, `oneOf` with two matches) end up.

Reject (schema {"properties": {"id": {"not": {"const": "b"}}}}):
    replace {"id": "b"}

Accept (schema {"properties": {"id": {"not": {"const": "b"}}}}):
    replace {"id": "c"}

Fix: Read the named keyword of the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
SPEAKS = "last"


def check(case: Case) -> Iterator[Finding]:
    """Claim whatever is left."""
    for place in case.places():
        first = place.violations[0]
        yield from case.finding(
            place, f"breaks {first.keyword} of the schema at {first.schema_pointer or '/'}"
        )
