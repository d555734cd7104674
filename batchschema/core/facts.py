"""What a document states about a field, with silence kept apart from yes and no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from batchschema.core.pointer import Pointer, Token

JSON_TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")


class Presence(StrEnum):
    """Whether a document says that a field must be there."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    UNSTATED = "unstated"


class Null(StrEnum):
    """Whether a document says that a field may be null."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Field:
    """The facts about one place of a documented object; the defaults are complete silence."""

    types: tuple[str, ...] | None = None
    """JSON type names without "null", in the document's order; None when no type is stated."""
    presence: Presence = Presence.UNSTATED
    null: Null = Null.UNSTATED
    values: tuple[object, ...] | None = None
    """The known words of an enum, without null; None when none are listed."""
    open_values: bool = False
    """True when the document says that further words may come."""
    format: str | None = None
    unit: str | None = None
    """`epoch-seconds`, `epoch-milliseconds` or `rfc3339`; None when the field is no timestamp."""
    concept: str | None = None
    sdk_name: str | None = None
    id_shape: str | None = None
    as_written: str | None = None
    """How the document put it, verbatim."""
    properties: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    items: Field | None = None
    values_of: Field | None = None
    """Facts about the values of a map's free keys; None when nothing is said of them."""
    closed: bool = False
    """True when the document says that no other keys may come."""

    @property
    def is_map(self) -> bool:
        """An object whose keys are data, not fields."""
        return not self.properties

    def child(self, token: Token) -> Field | None:
        """The facts one step down; None where the document is silent about that place."""
        if isinstance(token, int):
            return self.items
        return self.properties.get(token, self.values_of)


@dataclass(frozen=True, slots=True)
class Shape:
    """All facts of one variant, by place."""

    root: Field

    def at(self, pointer: Pointer) -> Field | None:
        """The facts at a place in a payload; None where the document does not describe it."""
        node: Field | None = self.root
        for token in pointer.tokens:
            if node is None:
                return None
            node = node.child(token)
        return node

    def starred(self, pointer: Pointer) -> str:
        """The pointer with array indices and map keys as `*`: the same field of every payload."""
        node: Field | None = self.root
        out: list[Token] = []
        for token in pointer.tokens:
            free = isinstance(token, int) or (node is not None and node.is_map)
            out.append("*" if free else token)
            node = node.child(token) if node is not None else None
        return str(Pointer(tuple(out)))

    def walk(self) -> Iterator[tuple[Pointer, Field]]:
        """Every described place below the root, parents first; items and map values are `*`.

        A place that contains itself is not entered again.
        """
        yield from _walk(Pointer(), self.root, ())


def _walk(pointer: Pointer, node: Field, above: tuple[int, ...]) -> Iterator[tuple[Pointer, Field]]:
    if id(node) in above:
        return
    above = (*above, id(node))
    children: list[tuple[Token, Field]] = list(node.properties.items())
    children += [("*", child) for child in (node.items, node.values_of) if child is not None]
    for token, child in children:
        yield pointer / token, child
        yield from _walk(pointer / token, child, above)
