"""Short texts that match a regular expression, found by walking its parse tree. Best effort."""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Iterator
from typing import Any

LETTERS = "a0A_- ./:@~é"


def matching(pattern: str, lengths: list[int]) -> Iterator[str]:
    """A few texts that `re` finds the pattern in; none for a pattern that it cannot read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parser = importlib.import_module("re._parser")  # the only parse tree there is
            tree = parser.parse(pattern)
            compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return
    tried = dict.fromkeys(_text(tree, extra) for extra in (0, 1, 2))
    for text in list(tried):
        for length in lengths:
            if len(text) < length:
                tried[text + "a" * (length - len(text))] = None
                tried[text + (text[-1:] or "a") * (length - len(text))] = None
    for text in tried:
        if compiled.search(text):
            yield text


def _text(tree: Any, extra: int) -> str:
    return "".join(_one(str(op), argument, extra) for op, argument in tree)


def _one(op: str, argument: Any, extra: int) -> str:
    match op:
        case "LITERAL":
            return chr(int(argument))
        case "NOT_LITERAL":
            return next(char for char in LETTERS if ord(char) != argument)
        case "ANY":
            return "a"
        case "IN":
            return _member(argument)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, part = argument
            return _text(part, extra) * min(int(least) + extra, int(most), 5000)
        case "SUBPATTERN":
            return _text(argument[-1], extra)
        case "BRANCH":
            return _text(argument[1][extra % len(argument[1])], extra)
        case "ATOMIC_GROUP":
            return _text(argument, extra)
    return ""


def _member(items: Any) -> str:
    negated = str(items[0][0]) == "NEGATE"
    for char in [*LETTERS, *_edges(items)]:
        if any(_holds(str(op), argument, char) for op, argument in items) is not negated:
            return str(char)
    return "a"


def _edges(items: Any) -> Iterator[str]:
    for op, argument in items:
        if str(op) == "RANGE":
            yield from (chr(argument[0]), chr(argument[1]))
        elif str(op) == "LITERAL":
            yield chr(argument)


def _holds(op: str, argument: Any, char: str) -> bool:
    match op:
        case "LITERAL":
            return ord(char) == int(argument)
        case "RANGE":
            return int(argument[0]) <= ord(char) <= int(argument[1])
        case "CATEGORY":
            name = str(argument)
            classes = {
                "DIGIT": char.isdigit(),
                "WORD": char.isalnum() or char == "_",
                "SPACE": char.isspace(),
            }
            held = classes[name.rpartition("_")[2]]
            return bool(held) is not ("_NOT_" in name)
    return False
