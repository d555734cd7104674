"""A subschema with its two places: in the document, and in the object that the document describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from batchschema.core import Pointer
from batchschema.core.pointer import Token


class Part(NamedTuple):
    """One subschema."""

    schema: Any
    at: Pointer
    """Where it stands in its document."""
    pointer: Pointer
    """The field that it is about; items and map values are `*`."""

    def under(self, word: str, token: Token | None = None) -> Part:
        """What a keyword holds, or a member of that, about the same field."""
        if token is None:
            return Part(self.schema[word], self.at / word, self.pointer)
        return Part(self.schema[word][token], self.at / word / token, self.pointer)

    def field(self, name: str) -> Part:
        """The subschema of a property."""
        return Part(self.schema["properties"][name], self.at / "properties" / name, self.pointer / name)

    def inner(self, word: str) -> Part:
        """The subschema of items, or of the values under free keys."""
        return Part(self.schema[word], self.at / word, self.pointer / "*")

    def members(self, word: str) -> Iterator[Part]:
        """Each of a keyword's list, about the same field."""
        return (self.under(word, index) for index in range(len(self.schema[word])))
