"""What a value may be at one place, as far as it has no places below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from batchschema.generate.drafts import Keywords
from batchschema.generate.ground import Schema
from batchschema.generate.numbers import Numbers
from batchschema.generate.texts import Texts


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""

    def height(self) -> float:
        """No depth is needed."""
        return 0


@dataclass(frozen=True, slots=True)
class Words:
    """One of some values: null, a boolean, what an enum lists."""

    values: tuple[Any, ...]

    def height(self) -> float:
        """No depth is needed."""
        return 0


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number or a text."""

    facts: Numbers | Texts
    checks: tuple[Schema, ...] = ()
    """Schemas to ask an engine about."""

    def height(self) -> float:
        """No depth is needed."""
        return 0


def identity(value: Any) -> Any:
    """The same for values that JSON Schema takes for equal: 1 is 1.0 and is not true."""
    if isinstance(value, bool) or value is None:
        return (value,)
    if isinstance(value, Mapping):
        return (dict, frozenset((key, identity(part)) for key, part in value.items()))
    if isinstance(value, (list, tuple)):
        return (list, *[identity(part) for part in value])
    return value


def type_of(value: Any) -> str:
    """The type of a value, integers told from other numbers; 1.0 is an integer."""
    if isinstance(value, bool) or value is None:
        return "null" if value is None else "boolean"
    if isinstance(value, (int, float)):
        return "integer" if value == int(value) else "fraction"
    return "string" if isinstance(value, str) else "object" if isinstance(value, Mapping) else "array"


def distinct(values: Iterable[Any]) -> list[Any]:
    """The first of each of those that are equal."""
    return list({identity(value): value for value in reversed(list(values))}.values())[::-1]


def listed(atoms: Iterable[Keywords]) -> list[Any] | None:
    """The values that all enums and constants name; None where there are none of these."""
    out: list[Any] | None = None
    for words in atoms:
        for values in (words.get("enum"), [words["const"]] if "const" in words else None):
            if values is not None:
                known = {identity(value) for value in values}
                out = [value for value in (values if out is None else out) if identity(value) in known]
    return out
