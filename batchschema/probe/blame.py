"""Which place of a payload something is due to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from batchschema.core import Pointer, Shape


def common(pointers: Sequence[Pointer]) -> Pointer:
    """The innermost place that holds all of these; the root where there are none."""
    if not pointers:
        return Pointer()
    first, *others = (pointer.tokens for pointer in pointers)
    length = len(first)
    for tokens in others:
        same = [one == other for one, other in zip(first, tokens, strict=False)]
        length = min(length, len(tokens), same.index(False) if False in same else len(same))
    return Pointer(first[:length])


def within(pointer: Pointer, outer: Pointer) -> bool:
    """Whether a place is another one or part of it."""
    return pointer.tokens[: len(outer.tokens)] == outer.tokens


def described(text: str | None, shape: Shape) -> Pointer:
    """As much of a place that a target named as the document describes."""
    try:
        named = Pointer.parse(text or "").tokens
    except ValueError:
        return Pointer()
    tokens = tuple(int(token) if str(token).isdigit() else token for token in named)
    while tokens and shape.at(Pointer(tokens)) is None:
        tokens = tokens[:-1]
    return Pointer(tokens)


def has_unnamed_keys(payload: object, shape: Shape) -> bool:
    """Whether a payload has keys beside named ones that the schema lets through without naming them."""
    for pointer in _keys(payload, Pointer()):
        parent = shape.at(pointer.parent)
        if shape.at(pointer) is None and parent is not None and not parent.is_map:
            return True
    return False


def has_integral_fractions(payload: object) -> bool:
    """Whether a number is written as 1.0: an integer to JSON Schema, and none to many readers."""
    if isinstance(payload, dict):
        return any(map(has_integral_fractions, payload.values()))
    if isinstance(payload, list):
        return any(map(has_integral_fractions, payload))
    return isinstance(payload, float) and payload.is_integer()


def _keys(value: object, pointer: Pointer) -> Iterator[Pointer]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield pointer / key
            yield from _keys(part, pointer / key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _keys(part, pointer / index)
