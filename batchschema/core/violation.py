"""What a validator said, in words that both engines share."""

from __future__ import annotations

from dataclasses import dataclass

from batchschema.core.pointer import Pointer


@dataclass(frozen=True, slots=True)
class Violation:
    """One keyword that does not hold at one place.

    For a missing key (`required`, `dependentRequired`) the pointer names the key that is not there;
    for a key that may not be there (`additionalProperties`, `unevaluatedProperties`) it names that key.
    """

    keyword: str
    pointer: Pointer
    schema_pointer: str
    expected: object = None
    """The keyword's value in the schema: the types, the limit, the format's name."""

    @property
    def identity(self) -> tuple[str, Pointer, str]:
        """What two engines must agree on."""
        return (self.keyword, self.pointer, self.schema_pointer)
