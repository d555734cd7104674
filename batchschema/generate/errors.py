"""What can be wrong with a schema that values are to be made from."""

from __future__ import annotations

from batchschema.core import UnusableSchema


class Unsatisfiable(UnusableSchema):
    """Nothing satisfies the schema, or nothing that can be found does."""
