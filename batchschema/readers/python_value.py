"""The JSON value of a Python expression that is no more than literals and calls of classes, with places.

The expression is looked at and never evaluated.
"""

from __future__ import annotations

import ast
import datetime
import math
import re
from typing import Any

from batchschema.core.pointer import Token
from batchschema.readers.cursor import Cursor

ABSENT = frozenset(["Unset", "UNSET", "NotGiven", "NOT_GIVEN", "Omit", "PydanticUndefined"])
"""Words by which SDKs say that a field is not there."""
WRAPPERS = frozenset(["UUID", "Decimal", "Url", "AnyUrl", "HttpUrl"])
"""Classes that print as a call with the text of their value."""
FIELDS_OF_TIMEDELTA = frozenset(
    ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"]
)
SECONDS = re.compile(r"-?[0-9]{1,6}\Z")
Place = tuple[Token, ...]


class NoValue(Exception):
    """A part of a printed object that says no value."""

    def __init__(self, text: str, node: ast.expr) -> None:
        self.text, self.node = text, node


class Offsets:
    """Where the parts of an expression start in its text, in characters; `ast` counts bytes of a line."""

    def __init__(self, text: str) -> None:
        raw = text.encode()
        self._lines = [0, *(found.end() for found in re.finditer(b"\n", raw))]
        self._characters = Cursor(raw).characters if len(raw) > len(text) else int

    def of(self, node: ast.expr) -> int:
        """Where a part starts."""
        return self._characters(self._lines[node.lineno - 1] + node.col_offset)


class Reading:
    """The value of one printed object, with the places of its parts."""

    def __init__(self, offsets: Offsets, *, doubts_maps: bool) -> None:
        """Read an expression; `doubts_maps` where its dicts may have been models."""
        self.unsettled: list[Place] = []
        """Where None may stand for null or for nothing."""
        self.places: dict[Place, int] = {}
        self._doubts_maps = doubts_maps
        self._offsets = offsets

    def value(self, node: ast.expr, path: Place) -> Any:
        """The JSON value of an expression; raises `NoValue` for what is none."""
        self.places[path] = self._offsets.of(node)
        match node:
            case ast.Call():
                return self._call(node, path)
            case ast.List() | ast.Tuple():
                return [self.value(part, (*path, index)) for index, part in enumerate(node.elts)]
            case ast.Dict():
                return self._dict(node, path)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
                return -number
            case ast.Constant(value=None | bool() | int() | str() as value):
                return value
            case ast.Constant(value=float() as number) if math.isfinite(number):
                return number
            case ast.Constant():
                raise NoValue(f"has {type(node.value).__name__} where JSON has no such value", node)
            case _:
                raise NoValue("has an expression in a printed object that is no value", node)

    def _dict(self, node: ast.Dict, path: Place) -> dict[str, Any]:
        out = {}
        for key, part in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                raise NoValue("has a key that is no text, which JSON cannot express", key or part)
            out[key.value] = value = self.value(part, (*path, key.value))
            if value is None and self._doubts_maps:
                self.unsettled.append((*path, key.value))
        return out

    def _call(self, node: ast.Call, path: Place) -> Any:
        name = _name(node.func)
        if name in ("datetime", "date"):
            return _time(node)
        if name in WRAPPERS and len(node.args) == 1:
            return self.value(node.args[0], path)
        is_class = name.lstrip("_")[:1].isupper()
        if node.args or not is_class or any(keyword.arg is None for keyword in node.keywords):
            raise NoValue(f"has a call of {name or 'something'} that is no printed object", node)
        out = {}
        for keyword in node.keywords:
            inner = (*path, str(keyword.arg))
            part = keyword.value
            if _name(part.func if isinstance(part, ast.Call) else part) in ABSENT:
                continue
            out[str(keyword.arg)] = value = self.value(part, inner)
            if value is None:
                self.unsettled.append(inner)
        return out


def _name(node: ast.expr) -> str:
    """The last word of a dotted name; empty for what is none."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _time(node: ast.Call) -> str:
    """RFC 3339 text of `datetime.datetime(2026, 1, 1, tzinfo=…)` or `datetime.date(2026, 1, 1)`."""
    numbers = [part.value for part in node.args if isinstance(part, ast.Constant) and type(part.value) is int]
    if len(numbers) < len(node.args):
        raise NoValue("has a time that is not written in numbers", node)
    try:
        if _name(node.func) == "date":
            return datetime.date(*numbers).isoformat()
        time = datetime.datetime(*numbers)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError) as error:
        raise NoValue("has a time that is none", node) from error
    zone = next((keyword.value for keyword in node.keywords if keyword.arg == "tzinfo"), None)
    return time.isoformat() + (_zone(zone) if zone is not None else "")


def _zone(node: ast.expr) -> str:
    """`Z` or an offset, of the ways in which libraries print a time zone."""
    minutes = 0
    if isinstance(node, ast.Constant) and isinstance(node.value, str):  # pydantic's TzInfo, made a string
        found = re.match(r"([-+])(\d\d):(\d\d)\Z", node.value)
        minutes = int(f"{found[1]}1") * (int(found[2]) * 60 + int(found[3])) if found else 0
        if SECONDS.match(node.value):
            minutes = int(node.value) // 60
    elif isinstance(node, ast.Call):
        for delta in ast.walk(node):
            if isinstance(delta, ast.keyword) and isinstance(delta.value, (ast.Constant, ast.UnaryOp)):
                minutes += _minutes(delta)
    if not minutes:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _minutes(keyword: ast.keyword) -> int:
    if keyword.arg not in FIELDS_OF_TIMEDELTA:
        return 0
    try:
        delta = datetime.timedelta(**{keyword.arg: ast.literal_eval(keyword.value)})
    except (TypeError, ValueError, OverflowError) as error:
        raise NoValue("has a time zone that is none", keyword.value) from error
    return int(delta.total_seconds()) // 60
