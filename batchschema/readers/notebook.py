"""Jupyter notebooks (nbformat 4): the objects and the JSON that their cells printed.

Only outputs are read, never the code. Tracebacks, pictures and HTML say nothing of a job.
"""

from __future__ import annotations

import functools
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from batchschema.core import Document, Exchange, Pointer, Position, Unreadable
from batchschema.readers.bodies import embedded
from batchschema.readers.json_text import JsonDocument, parse_json
from batchschema.readers.python_repr import iter_reprs
from batchschema.readers.selection import SelectedDocument
from batchschema.readers.spelled import Locate, Spelled

OPENING = re.compile(r"^[ \t]*(?=[{\[])", re.MULTILINE)
"""Where JSON may begin in what was printed."""
DECODER = json.JSONDecoder()
ANY_CALL = Exchange()
"""What a cell prints answers some call, be it about jobs or not."""
OTHER_TEXT = b"#"
"""The excerpt of a notebook without a job, in place of its text: any may speak of batches."""


@dataclass(frozen=True, slots=True)
class _Output:
    """A text that a cell printed, and where each of its characters is in the notebook."""

    text: str
    place: Locate

    def placed(self, start: int) -> Locate:
        """The same for the stretch from an offset on."""
        return lambda offset: self.place(start + offset)


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
        return whole.spelled(pointers[number])

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
        yield from iter_reprs(text[done:start], source, output.placed(done))
        yield embedded(text[start:end], output.placed(start), ANY_CALL, source)
        done = end
    yield from iter_reprs(text[done:], source, output.placed(done))


def _end_of_json(text: str, start: int) -> int | None:
    """Where the JSON text ends that begins here; None if none does, or none that can hold a job."""
    try:
        value, end = DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return end if isinstance(value, dict) or (value and isinstance(value[0], dict)) else None
