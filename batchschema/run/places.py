"""From a passage of a document to its line and column, once something was found there.

A member of an object is where its key is, an item of a list where it begins; what is not there is where the
object begins that lacks it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from batchschema.core import Pointer, Position
from batchschema.core.instance import Location, Passage
from batchschema.core.pointer import Token
from batchschema.importers.document import Text, is_yaml
from batchschema.importers.literals import NoLiteral, places_in
from batchschema.readers.cursor import Cursor
from batchschema.readers.positions import JsonText
from batchschema.readers.spelled import Spelled, json_string


def located(passage: Passage, text: Text | None) -> Location:
    """Where a passage is, of a document whose JSON or YAML is `text`; perhaps without a line."""
    if passage.at is None or text is None or passage.source != text.source:
        return Location(passage.source, passage.line)
    found = _written(text).found(passage.at)
    spelled = found.text() if found.text is not None and (found.rest or passage.offset is not None) else None
    offset = None if spelled is None else _offset_in(spelled.text, found.rest, passage.offset)
    position = found.position if spelled is None or offset is None else spelled.position(offset)
    return Location(passage.source, *position)


@dataclass(frozen=True, slots=True)
class _Found:
    """The last place on the way of a pointer that is there."""

    position: Position
    rest: tuple[Token, ...]
    """What is not there, or within the text that is there."""
    text: Callable[[], Spelled | None] | None
    """How the string there is spelled; None where no string is."""


class _Written(Protocol):
    def found(self, pointer: Pointer) -> _Found:
        """Follow a pointer as far as it leads."""


@functools.lru_cache(maxsize=1)  # a document's findings come one after the other
def _written(text: Text) -> _Written:
    return _Yaml(text) if is_yaml(text) else _Json(text)


class _Json:
    def __init__(self, text: Text) -> None:
        self.text = JsonText(text.decoded().encode(), first_line=text.first_line or 1)

    def found(self, pointer: Pointer) -> _Found:
        child, depth = self.text.reached(pointer)
        is_text = self.text.text[child.at : child.at + 1] == b'"'
        spelled = functools.partial(self._spelled, child.at) if is_text else None
        return _Found(self.text.position(child.key), pointer.tokens[depth:], spelled)

    def _spelled(self, at: int) -> Spelled:
        return json_string(self.text.literal(at).decode(), self.text.position(at))


class _Yaml:
    def __init__(self, text: Text) -> None:
        from batchschema.importers.tree_marks import marks_of

        self.text = text.decoded()
        self._position = Cursor(self.text).position
        self.marks = marks_of(text)

    def found(self, pointer: Pointer) -> _Found:
        found = self.marks.found(pointer)
        scalar = found.text
        spelled = None if scalar is None else functools.partial(self._spelled, *scalar)
        return _Found(self._position(found.at), found.rest, spelled)

    def _spelled(self, start: int, end: int, style: str | None, value: str) -> Spelled | None:
        from batchschema.readers.yaml_scalars import yaml_scalar

        spelled = yaml_scalar(self.text[start:end], value, style, self._position(start))
        return spelled if spelled.starts else None


def _offset_in(text: str, way: tuple[Token, ...], offset: int | None) -> int | None:
    """Where in the text of an example something is; None where that cannot be told."""
    if offset is not None:
        return min(offset, max(len(text.rstrip()) - 1, 0))
    try:
        json.loads(text, parse_int=float)  # of any length
    except ValueError:
        return _offset_in_code(text, way)
    content = text.encode("utf-8", "surrogatepass")
    child, _ = JsonText(content).reached(Pointer(way))
    return len(content[: child.key].decode("utf-8", "surrogatepass"))


def _offset_in_code(text: str, way: tuple[Token, ...]) -> int | None:
    """The same for text that is no JSON, and was read as code."""
    try:
        places = places_in(text)
    except NoLiteral:
        return None
    return next((places[way[:end]] for end in range(len(way), -1, -1) if way[:end] in places), None)
