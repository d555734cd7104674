"""What can go wrong with one value, and which payload rule says so.

The names of the rules are all that is known of them here; that they speak as foretold is a law of the tests.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from batchschema.core import Field, Null
from batchschema.generate.formats import MALFORMED
from batchschema.generate.numbers import SECONDS
from batchschema.generate.regexes import matcher

Slip = tuple[str, tuple[Any, ...]]
"""A rule, and values of which any one breaks it."""

NUMBERS = {"number", "integer"}
MILLISECONDS = (SECONDS[1] * 1000 // 86_400_000 * 86_400_000, SECONDS[0] * 1000 + 123)
TIMESTAMPS = ("2026-01-01T00:00:00Z", "2024-02-29T12:30:00.5+02:00")
STRANGE_WORDS = ("NOT_A_DOCUMENTED_WORD", "not documented", "?")
PREFIX = re.compile(r"^[A-Z]+_(?:STATE|STATUS)_")
STRANGE_TEXTS = ("", "!", "not of this shape", "0", "ß")


def slips(field: Field, schema: Mapping[str, Any]) -> Iterator[Slip]:
    """Ways to break one field by putting another value there."""
    yield from _nulls(field)
    types = set(field.types or ())
    if types:
        yield from _types(field, types)
    yield from _times(field, types, schema)
    yield from _words(field, types)
    yield from _shapes(field, schema)
    if field.values is None and field.unit is None:
        yield from _limits(types or {"string", "number"}, schema)


def _nulls(field: Field) -> Iterator[Slip]:
    if field.null is Null.FORBIDDEN:
        yield "null-where-forbidden", (None,)
    elif field.null is Null.UNSTATED:
        yield "null-where-unstated", (None,)


def _types(field: Field, types: set[str]) -> Iterator[Slip]:
    numeric = types & NUMBERS
    others: dict[str, Any] = {"array": [], "object": {"a": 1}, "string": "a word"}
    if not numeric and field.unit != "rfc3339":
        others |= {"integer": 7, "number": -1.5}
    if not numeric:
        others["boolean"] = True
    yield "wrong-type", tuple(value for name, value in others.items() if name not in types)
    if numeric and "string" not in types:
        yield "number-as-string", ("10", "0", "-1.5")
    if numeric == {"integer"}:
        yield "integer-as-fraction", (0.5, 10.25)
    if numeric and "boolean" not in types:
        yield "boolean-as-number", (False, True)
    elif "boolean" in types and not numeric:
        yield "boolean-as-number", (0, 1)


def _times(field: Field, types: set[str], schema: Mapping[str, Any]) -> Iterator[Slip]:
    numeric = types & NUMBERS
    if field.unit in ("epoch-seconds", "epoch-milliseconds") and numeric and "string" not in types:
        yield "timestamp-as-text", TIMESTAMPS
    if field.unit == "epoch-seconds" and numeric and not {"maximum", "exclusiveMaximum"} & schema.keys():
        yield "timestamp-in-milliseconds", MILLISECONDS
    if field.unit == "rfc3339" and types and not numeric:
        yield "timestamp-as-text", (SECONDS[0], SECONDS[1] + 0.5)


def _words(field: Field, types: set[str]) -> Iterator[Slip]:
    if not field.values or field.open_values or not all(isinstance(word, str) for word in field.values):
        return
    words = [str(word) for word in field.values]
    if types and "string" not in types:
        return
    if len(words) == 1:
        yield (
            "unexpected-constant",
            tuple(word for word in (f"{words[0]}.job", words[0].swapcase(), "") if word != words[0]),
        )
        return
    respelled = [other for word in words for other in _respellings(word) if other not in words]
    if respelled:
        yield "enum-value-respelled", tuple(respelled)
    yield "undocumented-enum-value", tuple(word for word in STRANGE_WORDS if word not in words)


def _respellings(word: str) -> Iterator[str]:
    """The same word in the other case, with a prefix or without its own, hyphenated, in American spelling."""
    if not word or not word.replace("_", "").isalpha():
        return
    if word.swapcase() != word:
        yield word.swapcase()
        yield word.title()
    bare = PREFIX.sub("", word)
    yield bare if bare != word else f"BATCH_STATE_{word.upper()}"
    if "_" in word:
        yield word.replace("_", "-")
    for british, american in (("CANCELL", "CANCEL"), ("cancell", "cancel")):
        if british in word:
            yield word.replace(british, american)


def _shapes(field: Field, schema: Mapping[str, Any]) -> Iterator[Slip]:
    if field.values is not None:
        return
    broken = MALFORMED.get(field.format or "", ())
    pattern = schema.get("pattern")
    if not broken and isinstance(pattern, str):
        matches = matcher(pattern)
        broken = tuple(text for text in STRANGE_TEXTS if not matches(text))
    if broken:
        yield "malformed-format", broken


def _limits(types: set[str], schema: Mapping[str, Any]) -> Iterator[Slip]:
    beyond: list[Any] = []
    if types & NUMBERS and "multipleOf" not in schema:
        beyond += _beyond_bounds(schema, fractions="number" in types)
    if "string" in types and not {"format", "pattern"} & schema.keys():
        if "maxLength" in schema:
            beyond += ["x" * (schema["maxLength"] + 1), "é" * (schema["maxLength"] + 7)]
        if schema.get("minLength", 0) > 0:
            beyond.append("x" * (schema["minLength"] - 1))
    if beyond:
        yield "size-limit-exceeded", tuple(beyond)


def _beyond_bounds(schema: Mapping[str, Any], *, fractions: bool) -> Iterator[Any]:
    if "maximum" in schema:
        yield math.floor(schema["maximum"]) + 1
        if fractions:
            yield math.floor(schema["maximum"]) + 1.5
    if "minimum" in schema:
        yield math.ceil(schema["minimum"]) - 1
    if "exclusiveMaximum" in schema and not isinstance(schema["exclusiveMaximum"], bool):
        yield math.ceil(schema["exclusiveMaximum"])
    if "exclusiveMinimum" in schema and not isinstance(schema["exclusiveMinimum"], bool):
        yield math.floor(schema["exclusiveMinimum"])
