"""Which change a violation shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from batchschema.core import Pointer, Violation
from batchschema.core.change import Change, Kind
from batchschema.core.pointer import Token
from batchschema.diff.place import json_type

ORDER = ("null", "type", "enum", "const", "format")
MISSING = ("required", "dependentRequired")
SURPLUS = ("additionalProperties", "unevaluatedProperties", "falseSchema")
SAME_BOUND = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


class Fault(NamedTuple):
    """What a reader has against one place of a payload: the gravest keyword there."""

    tokens: tuple[Token, ...]
    """Array indices are `*`."""
    keyword: str


def faults_of(value: object, violations: Iterable[Violation]) -> frozenset[Fault]:
    """One fault a place: of null, type, words, format and the rest the first that speaks."""
    found: dict[Pointer, str] = {}
    for violation in violations:
        word = violation.keyword
        if word in ("type", "enum", "const"):
            word = _refined(word, _at(value, violation.pointer), violation.expected)
        if "propertyNames" in violation.schema_pointer.split("/"):
            word = "propertyNames"
        known = found.get(violation.pointer)
        if known is None or _rank(word) < _rank(known):
            found[violation.pointer] = word
    return frozenset(Fault(_starred(pointer.tokens), word) for pointer, word in found.items())


EXACT = {
    Kind.PRESENCE: MISSING,
    Kind.NULL: ("null",),
    Kind.TYPES: ("type",),
    Kind.VALUES: ("enum", "const"),
    Kind.FORMAT: ("format",),
}
"""The keywords by which a change shows at its own place."""


def _refined(word: str, value: object, expected: object) -> str:
    """Null is a fact of its own; a value that no listed word shares its type with is of the wrong type."""
    if value is None:
        return "null"
    if word == "type" or isinstance(value, Pointer):
        return word
    listed = expected if word == "enum" and isinstance(expected, list) else [expected]
    types = {json_type(each) for each in listed}
    types |= {"integer"} if "number" in types else set()
    return word if json_type(value) in types else "type"


def shows(change: Change, fault: Fault) -> bool:
    """Whether a fault is what this change would cause."""
    at, tokens = change.pointer.tokens, fault.tokens
    exact, below = _fits(at, tokens), _fits(at, tokens[: len(at)])
    if change.kind in EXACT:
        return exact and fault.keyword in EXACT[change.kind]
    if change.kind is Kind.BOUND:
        if change.keyword == "propertyNames":
            return below and fault.keyword == "propertyNames"
        return exact and _bound(fault.keyword) == _bound(change.keyword or "")
    if change.kind is Kind.NAME:
        return _shows_name(change, fault)
    if change.kind is Kind.FREE_KEYS:
        return below and (len(tokens) > len(at) or fault.keyword in SURPLUS)
    return below or (change.kind is Kind.FIELD and _fits(at[:-1], tokens) and fault.keyword in SURPLUS)


def _shows_name(change: Change, fault: Fault) -> bool:
    names = (change.pointer.tokens, (change.renamed_to or change.pointer).tokens)
    if fault.keyword in MISSING:  # the key itself, or what holds it
        return any(_fits(name[: len(fault.tokens)], fault.tokens) for name in names)
    return any(_fits(name, fault.tokens) for name in names) and fault.keyword in SURPLUS


def _fits(pattern: tuple[Token, ...], tokens: tuple[Token, ...]) -> bool:
    return len(pattern) == len(tokens) and all(
        one in ("*", other) for one, other in zip(pattern, tokens, strict=True)
    )


def _starred(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tuple("*" if isinstance(token, int) else token for token in tokens)


def _bound(keyword: str) -> str:
    return SAME_BOUND.get(keyword, keyword)


def _rank(keyword: str) -> int:
    return ORDER.index(keyword) if keyword in ORDER else len(ORDER)


def _at(value: object, pointer: Pointer) -> object:
    for token in pointer.tokens:
        try:
            value = value[token]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return pointer  # a key that is not there is not null
    return value
