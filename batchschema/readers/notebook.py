"""Jupyter notebooks (nbformat 4): the objects and the JSON that their cells printed.

Only outputs are read, never the code. Tracebacks, pictures and HTML say nothing of a job.
"""

from __future__ import annotations

import functools
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from batchschema.core import Document, Exchange, Pointer, Position, Unreadable
from batchschema.readers.bodies import embedded, offset_of
from batchschema.readers.json_text import JsonDocument, parse_json
from batchschema.readers.python_repr import ReprDocument, iter_reprs
from batchschema.readers.selection import SelectedDocument
from batchschema.readers.spelled import Spelled, json_string

OPENING = re.compile(r"^[ \t]*(?=[{\[])", re.MULTILINE)
"""Where JSON may begin in what was printed."""
DECODER = json.JSONDecoder()
ANY_CALL = Exchange()
"""What a cell prints answers some call, be it about jobs or not."""
OTHER_TEXT = b"#"
"""The excerpt of a notebook without a job, in place of its text: any may speak of batches."""
Place = Callable[[int], Position]


class _PrintedDocument:
    """A printed object, at its places in the notebook."""

    def __init__(self, inner: ReprDocument, place: Callable[[Position], Position]) -> None:
        self.value, self.unsettled, self.exchange = inner.value, inner.unsettled, inner.exchange
        self.duplicates, self.out_of_range = inner.duplicates, inner.out_of_range
        self._inner, self._place = inner, place

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts in the notebook."""
        return self._place(self._inner.locate(pointer))


@dataclass(frozen=True, slots=True)
class _Output:
    """A text that a cell printed, and where each of its characters is in the notebook."""

    text: str
    place: Place


def read_notebook(text: bytes, source: str) -> Iterator[Document | Unreadable]:
    """Every printed object, and every JSON object or list of objects, of the cells' outputs."""
    whole = parse_json(text, source)
    if isinstance(whole, Unreadable):
        yield whole
        return
    cells = whole.value.get("cells") if isinstance(whole.value, dict) else None
    if not isinstance(cells, list):
        what = "is no notebook of format 4: it has no list cells"
        yield Unreadable("malformed-json", what, source, Position(1, 1), excerpt=text[:1000])
        return
    found_any = False
    for part in _parts(whole, cells, source):
        found_any = True
        yield part
    if not found_any:
        what = "is a notebook in whose outputs no cell printed an object or JSON"
        hint = "only outputs are read: let a cell print the job, and save the notebook with its outputs"
        where = Position(1, 1)
        yield Unreadable("unknown-variant-fits", what, source, where, hint, excerpt=OTHER_TEXT)


def _parts(whole: JsonDocument, cells: list[Any], source: str) -> Iterator[Document | Unreadable]:
    for number, cell in enumerate(cells):
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for index, output in enumerate(outputs if isinstance(outputs, list) else ()):
            if not isinstance(output, dict):
                continue
            root = Pointer(("cells", number, "outputs", index))
            data = output.get("data")
            if isinstance(data, dict) and isinstance(value := data.get("application/json"), (dict, list)):
                document = SelectedDocument(whole, root / "data" / "application/json", value)
                document.exchange = ANY_CALL
                yield document
            elif isinstance(data, dict):
                yield from _printed(
                    _output(whole, root / "data" / "text/plain", data.get("text/plain")), source
                )
            else:
                yield from _printed(_output(whole, root / "text", output.get("text")), source)


def _output(whole: JsonDocument, root: Pointer, lines: Any) -> _Output:
    """A text that is written as a string, or as a list of its lines."""
    if isinstance(lines, str):
        pointers, texts = [root], [lines]
    elif isinstance(lines, list) and all(isinstance(line, str) for line in lines):
        pointers, texts = [root / index for index in range(len(lines))], lines
    else:
        pointers, texts = [root], [""]
    starts = [0]
    for line in texts:
        starts.append(starts[-1] + len(line))

    @functools.cache
    def spelled(number: int) -> Spelled:
        literal = whole.places.literal(whole.places.offset(pointers[number]))
        return json_string(literal.decode(), whole.locate(pointers[number]))

    def place(offset: int) -> Position:
        number = min(bisect_right(starts, offset) - 1, len(texts) - 1)
        return spelled(number).position(offset - starts[number])

    return _Output("".join(texts), place)


def _printed(output: _Output, source: str) -> Iterator[Document | Unreadable]:
    """The JSON texts of one output, and the printed objects between them."""
    text, done = output.text, 0
    for opening in OPENING.finditer(text):
        start = opening.end()
        if start < done or (end := _end_of_json(text, start)) is None:
            continue
        yield from _objects(output, done, start, source)
        yield embedded(text[start:end], functools.partial(_shifted, output.place, start), ANY_CALL, source)
        done = end
    yield from _objects(output, done, len(text), source)


def _end_of_json(text: str, start: int) -> int | None:
    """Where the JSON text ends that begins here; None if none does, or none that can hold a job."""
    try:
        value, end = DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return end if isinstance(value, dict) or (value and isinstance(value[0], dict)) else None


def _objects(output: _Output, start: int, end: int, source: str) -> Iterator[Document | Unreadable]:
    """The printed objects of a stretch of an output."""
    stretch = output.text[start:end]

    def place(position: Position) -> Position:
        return output.place(start + offset_of(stretch, position))

    for part in iter_reprs(stretch, source):
        if isinstance(part, Unreadable):
            yield replace(part, position=place(part.position or Position(1, 1)))
        else:
            yield _PrintedDocument(part, place)


def _shifted(place: Place, start: int, offset: int) -> Position:
    return place(start + offset)
