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
from batchschema.readers.brackets import STRING, Brackets
from batchschema.readers.cursor import Cursor, offset_of
from batchschema.readers.json_text import EXCERPT, UTF8_BOM, foreign_encoding
from batchschema.readers.python_value import ABSENT, NoValue, Offsets, Reading
from batchschema.readers.spelled import Locate

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

    def __init__(self, text: str, node: ast.expr, offsets: Offsets, place: Locate) -> None:
        """Take the expression that a text is; `place` says where each of its characters is."""
        self.exchange = None if "batch" in text.partition("(")[0].lower() else ANY_CALL
        reading = Reading(offsets, doubts_maps=text.startswith("{"))
        self.value = reading.value(node, ())
        self.unsettled = frozenset(map(Pointer, reading.unsettled))
        self._places = reading.places
        self._place = place

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts; where its parent starts if it is not there."""
        tokens = pointer.tokens
        while tokens not in self._places:
            tokens = tokens[:-1]
        return self._place(self._places[tokens])


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
    for part in iter_reprs(characters, source, Cursor(characters).position):
        found_any = True
        yield part
    if not found_any:
        what = "holds no printed object such as Batch(id='…', status='…')" if text.strip() else "is empty"
        yield Unreadable("malformed-repr", what, source, Position(1, 1), excerpt=text[:EXCERPT])


def iter_reprs(characters: str, source: str, place: Locate) -> Iterator[ReprDocument | Unreadable]:
    """The printed objects of a text, which may have none; `place` says where each of its characters is."""
    at = 0
    beginnings, brackets = _Beginnings(characters), Brackets(characters)
    while found := beginnings.after(at):
        at, part = _part(characters, found, source, brackets, place)
        if part is not None:
            yield part


def _part(
    text: str, found: re.Match[str], source: str, brackets: Brackets, place: Locate
) -> tuple[int, ReprDocument | Unreadable | None]:
    """Where to go on, and the object that begins here; None for a dict that is code or has objects in it."""
    start = found.start()
    if found.re is BARE:
        called = _called(found[0])
        return found.end(), _document(called, source, lambda at: place(start + max(at - len(LEAD), 0)))
    is_mapping = found.re is MAPPING
    end = brackets.end(found.end())
    stop = text.find("\n", found.end()) if end is None else end
    printed = text[start : stop if stop >= 0 else None]
    if is_mapping and BEGINNING.search(printed):
        return found.end(), None
    part = _document(printed, source, lambda at: place(start + at), whole=end is not None)
    if is_mapping and isinstance(part, Unreadable) and (end is not None or "batch" not in printed.lower()):
        return found.end(), None
    return start + max(len(printed), 1), part


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


def _document(text: str, source: str, place: Locate, *, whole: bool = True) -> ReprDocument | Unreadable:
    def unreadable(rule: str, what: str, at: int = 0) -> Unreadable:
        return Unreadable(rule, what, source, place(at), excerpt=text[:EXCERPT].encode("utf-8", "replace"))

    if not whole:
        return unreadable("malformed-repr", "has a printed object that is cut off")
    text = UNPARSEABLE.sub(_parseable, text.replace("\r", " "))  # a line end to Python, and to nobody else
    offsets = Offsets(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes, which are the printed object's own
            tree = ast.parse(text, mode="eval")
        return ReprDocument(text, tree.body, offsets, place)
    except SyntaxError as error:
        at = offset_of(text, Position(error.lineno or 1, max(error.offset or 1, 1)))
        return unreadable("malformed-repr", "has a printed object that is no Python expression", at)
    except NoValue as wrong:
        return unreadable("malformed-repr", wrong.text, offsets.of(wrong.node))
    except (RecursionError, MemoryError):
        return unreadable("nested-too-deeply", "is nested too deeply")


def _parseable(found: re.Match[str]) -> str:
    """An enum's member as its value, and pydantic's time zone as a string, each in as many characters."""
    if found["string"]:
        return found[0]
    if found["enum"]:
        return found["word"].rjust(len(found[0]) - 1) + " "
    return repr(found["offset"]).ljust(len(found[0]))
