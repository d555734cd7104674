"""Edits that tell how a class reads a field: each documented place, absent and with values of all kinds.

They are the same for every document and need no luck; payloads that are drawn come beside them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

from batchschema.core import Shape
from batchschema.core.pointer import Pointer, Token

VALUES: Final[tuple[object, ...]] = (
    None, "10", "1", "1.5", "x", "", "true", "null", "2024-11-07T12:00:00Z",
    "2024-11-07T12:00:00.123456789+02:00", 0, 1, -1, 1.0, 1.5, True, False, [], ["x"], {}, {"x": "y"},
)  # fmt: skip
UNKNOWN_KEY: Final = "undocumented_key"
LARGEST_SAFE: Final = 2**53


def tries(smallest: object, fullest: object, shape: Shape) -> Iterator[object]:
    """The two payloads themselves, then edits of single places of the smallest one.

    A place that the smallest payload lacks is taken from the fullest one.
    """
    yield smallest
    yield fullest
    for pointer in [Pointer(), *places(fullest)]:
        for value in _values(pointer, shape):
            yield _with(smallest, fullest, pointer, value)
        yield _with(smallest, fullest, pointer, at(fullest, pointer))
        if pointer and isinstance(pointer.key, str):
            yield without(_with(smallest, fullest, pointer, None), pointer)
        if isinstance(at(fullest, pointer), dict):
            for extra in ("x", None):
                yield _with(smallest, fullest, pointer / UNKNOWN_KEY, extra)


def _values(pointer: Pointer, shape: Shape) -> Iterator[object]:
    yield from VALUES
    field = shape.at(pointer)
    if field is None:
        return
    for word in field.values or ():
        yield word
        if isinstance(word, str):
            yield from {word.upper(): 0, word.lower(): 0, f"{word}x": 0, f" {word}": 0}
    if {"integer", "number"} & {*(field.types or ())}:
        yield LARGEST_SAFE + 1
    if field.format or field.unit:
        yield from ("2024-11-07", "12345678-1234-1234-1234-123456789ABC", "1730980800")


def places(value: object, pointer: Pointer = Pointer()) -> Iterator[Pointer]:
    """Every place below the root; of an array, the first item only."""
    parts: list[tuple[Token, object]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value[:1]))
    for token, part in parts:
        yield pointer / token
        yield from places(part, pointer / token)


def merged(values: list[object]) -> object:
    """One payload with every key that any of these has, each with its first value that is not null."""
    out = copy.deepcopy(values[0])
    for value in values[1:]:
        out = _merged(out, value)
    return out


def _merged(one: object, other: object) -> object:
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: _merged(one.get(key), other.get(key)) for key in {**one, **other}}
    if isinstance(one, list) and isinstance(other, list) and one and other:
        return [_merged(one[0], other[0]), *one[1:]]
    emptier = one is None or one in ([], {})
    return other if emptier and other is not None and type(one) in (type(None), type(other)) else one


def at(value: Any, pointer: Pointer) -> Any:
    """The value at a place that is there."""
    for token in pointer.tokens:
        value = value[token]
    return value


def without(value: object, pointer: Pointer) -> object:
    """A copy without one key or item."""
    out = copy.deepcopy(value)
    del at(out, pointer.parent)[pointer.key]
    return out


def _with(smallest: object, fullest: object, pointer: Pointer, value: object) -> object:
    """The smallest payload with a value at a place that the fullest has."""
    if not pointer:
        return copy.deepcopy(value)
    out: Any = copy.deepcopy(smallest)
    node, source = out, fullest
    for token in pointer.tokens[:-1]:
        source = at(source, Pointer((token,)))
        missing = token not in node if isinstance(node, dict) else len(node) <= int(token)
        if missing or not isinstance(node[token], type(source)):
            _put(node, token, copy.deepcopy(source))
        node = node[token]
    _put(node, pointer.key, copy.deepcopy(value))
    return out


def _put(node: Any, token: Token, value: object) -> None:
    if isinstance(node, list) and len(node) <= int(token):
        node.append(value)
    else:
        node[token] = value
