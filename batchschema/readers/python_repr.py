"""Objects of Python SDKs as `repr` prints them: `BatchJobOut(id='…', metadata=None, output_file=Unset())`.

The text is parsed by `ast` and never evaluated. What the SDK made of the response is all there is: None
stands for null or for a field that was not sent.
"""

from __future__ import annotations

import ast
import datetime
import math
import re
import warnings
from collections.abc import Iterator
from typing import Any

from batchschema.core import Exchange, Pointer, Position, Unreadable
from batchschema.core.pointer import Token
from batchschema.readers.json_text import EXCERPT, UTF8_BOM

BEGINNING = re.compile(r"(?<![\w.'\"])(?:[A-Za-z_]\w*\.)*[A-Z]\w*\(\s*(?=[A-Za-z_]\w*\s*=[^=])")
"""The name of a class before the first keyword of a call."""
BARE = re.compile(r"^[A-Za-z_]\w*='(?:[^'\\\n]|\\.)*' (?=[A-Za-z_]\w*=)[^\n]*", re.MULTILINE)
"""A line of fields without a class, as `str` of a pydantic model writes it."""
LEAD = "Printed("
TOKEN = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|[()\[\]{}]")
STRING = r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
FIELDS = re.compile(rf"{STRING}|[()\[\]{{}}]| (?=[A-Za-z_]\w*=)")
"""What tells where one field of such a line ends."""
UNPARSEABLE = re.compile(
    rf"(?P<string>{STRING})|<(?P<enum>[\w.]+: (?P<word>{STRING}|-?\d+))>"
    r"|(?P<zone>TzInfo\((?P<offset>[^()'\"]*)\))"
)
ABSENT = frozenset(["Unset", "UNSET", "NotGiven", "NOT_GIVEN", "Omit", "PydanticUndefined"])
"""Words by which SDKs say that a field is not there."""
WRAPPERS = frozenset(["UUID", "Decimal", "Url", "AnyUrl", "HttpUrl"])
"""Classes that print as a call with the text of their value."""
FIELDS_OF_TIMEDELTA = frozenset(
    ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"]
)
Place = tuple[Token, ...]


class ReprDocument:
    """One printed object."""

    out_of_range: tuple[Pointer, ...] = ()
    duplicates: tuple[Pointer, ...] = ()
    exchange: Exchange | None = None

    def __init__(self, text: str, node: ast.expr, start: Position, lead: int = 0) -> None:
        """Take an object that starts `lead` characters after where its text does."""
        reading = _Reading(text)
        self.value = reading.value(node, ())
        self.unsettled = frozenset(map(Pointer, reading.unsettled))
        self._places = reading.places
        self._start, self._lead = start, lead

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts; where its parent starts if it is not there."""
        tokens = pointer.tokens
        while tokens not in self._places:
            tokens = tokens[:-1]
        line, column = self._places[tokens]
        if line == 1:
            return Position(self._start.line, self._start.column + max(column - self._lead, 0))
        return Position(self._start.line + line - 1, column + 1)


def holds_reprs(text: bytes) -> bool:
    """Whether a text that may be anything has printed objects in it."""
    return _next(text.decode("utf-8", "replace"), 0) is not None


def read_reprs(text: bytes, source: str) -> Iterator[ReprDocument | Unreadable]:
    """Every printed object of a text, whatever stands around them, as in a log."""
    try:
        characters = text.removeprefix(UTF8_BOM).decode()
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: byte 0x{text[error.start]:02x}"
        yield Unreadable("wrong-encoding", what, source, Position(1, 1), excerpt=text[:EXCERPT])
        return
    at, line, line_start, found_any = 0, 1, 0, False
    while found := _next(characters, at):
        found_any = True
        line += characters.count("\n", line_start, found.start())
        line_start = characters.rfind("\n", 0, found.start()) + 1
        start = Position(line, found.start() - line_start + 1)
        if found.re is BARE:
            at = found.end()
            yield _document(_called(found[0]), source, start, whole=True, lead=len(LEAD))
            continue
        end = _end(characters, found.end() - 1)
        stop = characters.find("\n", found.end()) if end is None else end
        printed = characters[found.start() : stop if stop >= 0 else None]
        at = found.start() + max(len(printed), 1)
        yield _document(printed, source, start, whole=end is not None)
    if not found_any:
        what = "holds no printed object such as Batch(id='…', status='…')" if text.strip() else "is empty"
        yield Unreadable("malformed-repr", what, source, Position(1, 1), excerpt=text[:EXCERPT])


def _next(text: str, at: int) -> re.Match[str] | None:
    """Where the next object begins, with its class or without."""
    named, bare = BEGINNING.search(text, at), BARE.search(text, at)
    return bare if named is None or (bare is not None and bare.start() < named.start()) else named


def _called(line: str) -> str:
    """Fields without a class as a call, in which each is where it was, after the lead."""
    out, at, depth = [LEAD], 0, 0
    for token in FIELDS.finditer(line):
        mark = token[0]
        if mark == " " and not depth:
            out += (line[at : token.start()], ",")
            at = token.end()
        depth += (mark in "([{") - (mark in ")]}")
    return "".join([*out, line[at:], ")"])


def _end(text: str, at: int) -> int | None:
    """The end of what the last bracket before `at` opens; None if it is not closed."""
    depth = 1 if text[at : at + 1] != "(" else 0
    for token in TOKEN.finditer(text, at):
        mark = token[0]
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
            if not depth:
                return token.end()
    return None


def _document(
    text: str, source: str, start: Position, *, whole: bool, lead: int = 0
) -> ReprDocument | Unreadable:
    excerpt = text[:EXCERPT].encode("utf-8", "replace")
    if not whole:
        what = "has a printed object that is cut off"
        return Unreadable("malformed-repr", what, source, start, excerpt=excerpt)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes, which are the printed object's own
            tree = ast.parse(UNPARSEABLE.sub(_parseable, text), mode="eval")
        return ReprDocument(text, tree.body, start, lead)
    except SyntaxError as error:
        what = "has a printed object that is no Python expression"
        line, column = error.lineno or 1, error.offset or 1
        if line == 1:
            column = start.column + max(column - 1 - lead, 0)
        place = Position(start.line + line - 1, column)
        return Unreadable("malformed-repr", what, source, place, excerpt=excerpt)
    except _NoValue as wrong:
        line, column = _place_of(wrong.node, text)
        place = Position(start.line + line - 1, column + (start.column - lead if line == 1 else 1))
        return Unreadable("malformed-repr", wrong.text, source, place, excerpt=excerpt)
    except (RecursionError, MemoryError):
        return Unreadable("nested-too-deeply", "is nested too deeply", source, start, excerpt=excerpt)


def _parseable(found: re.Match[str]) -> str:
    """An enum's member as its value, and pydantic's time zone as a string, each in as many characters."""
    if found["string"]:
        return found[0]
    if found["enum"]:
        return found["word"].rjust(len(found[0]) - 1) + " "
    return repr(found["offset"]).ljust(len(found[0]))


class _NoValue(Exception):
    """A part of a printed object that says no value."""

    def __init__(self, text: str, node: ast.expr) -> None:
        self.text, self.node = text, node


def _place_of(node: ast.expr, text: str) -> tuple[int, int]:
    """Line from 1, column from 0 in characters; `ast` counts bytes."""
    line = text.split("\n")[node.lineno - 1]
    return node.lineno, len(line.encode()[: node.col_offset].decode("utf-8", "ignore"))


class _Reading:
    """The value of one printed object, with the places of its parts."""

    def __init__(self, text: str) -> None:
        self.unsettled: list[Place] = []
        self.places: dict[Place, tuple[int, int]] = {}
        self._lines = text.split("\n")
        self._ascii = text.isascii()

    def value(self, node: ast.expr, path: Place) -> Any:
        """The JSON value of an expression; raises `_NoValue` for what is none."""
        self.places[path] = self._place(node)
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
                raise _NoValue(f"has {type(node.value).__name__} where JSON has no such value", node)
            case _:
                raise _NoValue("has an expression in a printed object that is no value", node)

    def _place(self, node: ast.expr) -> tuple[int, int]:
        if self._ascii:
            return node.lineno, node.col_offset
        line = self._lines[node.lineno - 1].encode()[: node.col_offset]
        return node.lineno, len(line.decode("utf-8", "ignore"))

    def _dict(self, node: ast.Dict, path: Place) -> dict[str, Any]:
        out = {}
        for key, part in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                raise _NoValue("has a key that is no text, which JSON cannot express", key or part)
            out[key.value] = self.value(part, (*path, key.value))
        return out

    def _call(self, node: ast.Call, path: Place) -> Any:
        name = _name(node.func)
        if name in ("datetime", "date"):
            return _time(node)
        if name in WRAPPERS and len(node.args) == 1:
            return self.value(node.args[0], path)
        is_class = name.lstrip("_")[:1].isupper()
        if node.args or not is_class or any(keyword.arg is None for keyword in node.keywords):
            raise _NoValue(f"has a call of {name or 'something'} that is no printed object", node)
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
        raise _NoValue("has a time that is not written in numbers", node)
    try:
        if _name(node.func) == "date":
            return datetime.date(*numbers).isoformat()
        time = datetime.datetime(*numbers)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise _NoValue("has a time that is none", node) from error
    zone = next((keyword.value for keyword in node.keywords if keyword.arg == "tzinfo"), None)
    return time.isoformat() + (_zone(zone) if zone is not None else "")


def _zone(node: ast.expr) -> str:
    """`Z` or an offset, of the ways in which libraries print a time zone."""
    minutes = 0
    if isinstance(node, ast.Constant) and isinstance(node.value, str):  # pydantic's TzInfo, made a string
        found = re.match(r"([-+])(\d\d):(\d\d)\Z", node.value)
        minutes = int(f"{found[1]}1") * (int(found[2]) * 60 + int(found[3])) if found else 0
        if not found and node.value.lstrip("-").isdigit():
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
    delta = datetime.timedelta(**{keyword.arg: ast.literal_eval(keyword.value)})
    return int(delta.total_seconds()) // 60
