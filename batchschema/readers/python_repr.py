"""Objects of Python SDKs as `repr` prints them: `BatchJobOut(id='…', metadata=None, output_file=Unset())`.

So are dicts, which a client made of a response.

The text is parsed by `ast` and never evaluated. What the SDK made of the response is all there is: None
stands for null or for a field that was not sent.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from batchschema.core import Exchange, Pointer, Position, Unreadable
from batchschema.readers.json_text import EXCERPT, UTF8_BOM, foreign_encoding
from batchschema.readers.python_value import ABSENT, NoValue, Reading

BEGINNING = re.compile(
    r"(?<![\w.'\"])(?:[A-Za-z_]\w*\.)*(?P<class>[A-Z]\w*)\(\s*(?=[A-Za-z_]\w*\s*=(?!=)\s*"
    rf"(?:$|['\"\d\[({{<.-]|[\w.]+\(|(?:None|True|False|{'|'.join(sorted(ABSENT))})\b))",
    re.MULTILINE,
)
"""The name of a class before the first keyword of a call whose value is no variable, as in code."""
BARE = re.compile(r"^[A-Za-z_]\w*='(?:[^'\\\n]|\\.)*' (?=[A-Za-z_]\w*=)[^\n]*", re.MULTILINE)
"""A line of fields without a class, as `str` of a pydantic model writes it."""
MAPPING = re.compile(r"(?<![\w'\"])\{(?=\s*'[^'\n]*'\s*:)")
"""A dict, as `response.json()` and boto3 give one; JSON has other quotes."""
LEAD = "Printed("
TOKEN = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|[()\[\]{}]")
STRING = r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
FIELDS = re.compile(rf"{STRING}|[()\[\]{{}}]| (?=[A-Za-z_]\w*=)")
"""What tells where one field of such a line ends."""
UNPARSEABLE = re.compile(
    rf"(?P<string>{STRING})|<(?P<enum>[\w.]+: (?P<word>{STRING}|-?\d+))>"
    r"|(?P<zone>TzInfo\((?P<offset>[^()'\"]*)\))"
)
ANY_CALL = Exchange()
"""What an object answers whose class speaks of no batch: printed beside jobs, as uploaded files are."""


class ReprDocument:
    """One printed object."""

    out_of_range: tuple[Pointer, ...] = ()
    duplicates: tuple[Pointer, ...] = ()

    def __init__(self, text: str, node: ast.expr, start: Position, lead: int = 0) -> None:
        """Take an object that starts `lead` characters after where its text does."""
        self.exchange = None if "batch" in text.partition("(")[0].lower() else ANY_CALL
        reading = Reading(text, doubts_maps=text.startswith("{"))
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


class _Beginnings:
    """Where objects begin in a text; each kind is looked for once, however many objects there are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next = {pattern: pattern.search(text) for pattern in (BEGINNING, BARE, MAPPING)}

    def after(self, at: int) -> re.Match[str] | None:
        """The next one from an offset on; offsets ascend."""
        for pattern, found in self._next.items():
            if found is not None and found.start() < at:
                self._next[pattern] = pattern.search(self._text, at)
        left = [found for found in self._next.values() if found is not None]
        return min(left, key=lambda found: found.start(), default=None)


def holds_reprs(text: bytes) -> bool:
    """Whether a text that may be anything has printed objects in it."""
    return _Beginnings(text.removeprefix(UTF8_BOM).decode("utf-8", "replace")).after(0) is not None


def read_reprs(text: bytes, source: str) -> Iterator[ReprDocument | Unreadable]:
    """Every printed object of a text, whatever stands around them, as in a log."""
    if name := foreign_encoding(text):
        what = f"is not UTF-8: it looks like {name}"
        yield Unreadable("wrong-encoding", what, source, Position(1, 1), excerpt=text[:EXCERPT])
        return
    try:
        characters = text.removeprefix(UTF8_BOM).decode()
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: byte 0x{text[error.start]:02x}"
        yield Unreadable("wrong-encoding", what, source, Position(1, 1), excerpt=text[:EXCERPT])
        return
    found_any = False
    for part in iter_reprs(characters, source):
        found_any = True
        yield part
    if not found_any:
        what = "holds no printed object such as Batch(id='…', status='…')" if text.strip() else "is empty"
        yield Unreadable("malformed-repr", what, source, Position(1, 1), excerpt=text[:EXCERPT])


def iter_reprs(characters: str, source: str) -> Iterator[ReprDocument | Unreadable]:
    """The printed objects of a text, which may have none."""
    at, line, line_start = 0, 1, 0
    beginnings = _Beginnings(characters)
    while found := beginnings.after(at):
        line += characters.count("\n", line_start, found.start())
        line_start = characters.rfind("\n", 0, found.start()) + 1
        start = Position(line, found.start() - line_start + 1)
        at, part = _part(characters, found, source, start)
        if part is not None:
            yield part


def _part(
    text: str, found: re.Match[str], source: str, start: Position
) -> tuple[int, ReprDocument | Unreadable | None]:
    """Where to go on, and the object that begins here; None for a dict that is code or has objects in it."""
    if found.re is BARE:
        return found.end(), _document(_called(found[0]), source, start, whole=True, lead=len(LEAD))
    is_mapping = found.re is MAPPING
    end = _end(text, found.end() - (not is_mapping))
    stop = text.find("\n", found.end()) if end is None else end
    printed = text[found.start() : stop if stop >= 0 else None]
    if is_mapping and BEGINNING.search(printed):
        return found.end(), None
    part = _document(printed, source, start, whole=end is not None)
    if is_mapping and isinstance(part, Unreadable) and (end is not None or "batch" not in printed.lower()):
        return found.end(), None
    return found.start() + max(len(printed), 1), part


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
    except NoValue as wrong:
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


def _place_of(node: ast.expr, text: str) -> tuple[int, int]:
    """Line from 1, column from 0 in characters; `ast` counts bytes."""
    line = text.split("\n")[node.lineno - 1]
    return node.lineno, len(line.encode()[: node.col_offset].decode("utf-8", "ignore"))
