"""Responses that R's httptest and httptest2 wrote: `structure(list(url = …, body = charToRaw("…")))`.

Only literals are read: the URL, the status, and a body that is a string or bytes written out. Whatever else
stands there would have to be run by R.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from batchschema.core import Document, Position, Unreadable
from batchschema.readers.bodies import documents_in
from batchschema.readers.exchanges import recorded_in
from batchschema.readers.json_text import EXCERPT, UTF8_BOM, foreign_encoding
from batchschema.readers.spelled import Spelled, after, r_string

COMMENT_OR_STRING = re.compile(r"#[^\n]*|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`", re.DOTALL)
OUTSET = re.compile(r"\s*structure\s*\(\s*list\s*\(")
FIELDS = {
    "method": re.compile(r"\bmethod\s*=\s*(?=\")"),
    "url": re.compile(r"\burl\s*=\s*(?=\")"),
    "status": re.compile(r"\bstatus_code\s*=\s*(\d+)"),
    "text": re.compile(r"\b(?:body|content)\s*=\s*charToRaw\s*\(\s*(?=\")"),
    "bytes": re.compile(r"\b(?:body|content)\s*=\s*as\.raw\s*\(\s*c\s*\(([^()]*)\)"),
    "empty": re.compile(r"\b(?:body|content)\s*=\s*(?:raw\s*\(\s*0L?\s*\)|NULL)"),
}
NAMED_STRING = re.compile(r"[`\"]?([\w.-]+)[`\"]?\s*=\s*(?=\")")
OTHER_CODE = b"#"
"""The excerpt of a script, in place of its text: any script may speak of batches."""
BYTE = re.compile(r"0x(?P<hex>[0-9a-fA-F]{1,2})|(?P<number>\d{1,3})L?")


@dataclass(frozen=True, slots=True)
class _Fixture:
    """The one exchange of such a file."""

    text: str
    value: Any
    places: dict[str, int]
    """Where the literals of the body stand, by the name of their field."""

    @property
    def position(self) -> Position:
        """Where the file begins."""
        return Position(1, 1)

    @property
    def excerpt(self) -> bytes:
        """The beginning of the file."""
        return self.text[:EXCERPT].encode()

    def locate(self, path: tuple[str, ...]) -> Position:
        """Where the body is written."""
        return after(self.text, Position(1, 1))(self.places.get(path[-1], 0))

    def spelled(self, path: tuple[str, ...]) -> Spelled:
        """The string of the body."""
        return r_string(_literal(self.text, self.places[path[-1]]), self.locate(path))


def read_r_fixture(text: bytes, source: str, *, max_payload: int) -> Iterator[Document | Unreadable]:
    """The body of the response that an R file holds; a file with other code holds no batch job."""
    if name := foreign_encoding(text):
        what = f"is not UTF-8: it looks like {name}"
        yield Unreadable("wrong-encoding", what, source, Position(1, 1), excerpt=text[:EXCERPT])
        return
    characters = text.removeprefix(UTF8_BOM).decode("utf-8", "replace")
    if not characters.strip():
        yield Unreadable("malformed-json", "is empty", source, Position(1, 1))
        return
    blank = COMMENT_OR_STRING.sub(_blanked, characters)
    if not OUTSET.match(blank) or not FIELDS["status"].search(blank):
        what = "is R code, and no response that httptest recorded"
        yield Unreadable("unknown-variant-fits", what, source, Position(1, 1), excerpt=OTHER_CODE)
        return
    if (body := FIELDS["text"].search(blank)) and not COMMENT_OR_STRING.match(characters, body.end()):
        place = after(characters, Position(1, 1))(len(characters))
        what = "ends too early: it is cut off"
        yield Unreadable("malformed-json", what, source, place, excerpt=text[:EXCERPT])
        return
    fixture = _fixture(characters, blank)
    recorded = recorded_in(fixture, "vcr")
    if recorded is None:
        what = "has a response whose body is neither a string nor bytes: R would have to run it"
        yield Unreadable("unreadable-input", what, source, Position(1, 1), excerpt=text[:EXCERPT])
        return
    yield from documents_in(fixture, recorded, source, max_payload=max_payload)


def _blanked(found: re.Match[str]) -> str:
    """A string without its content, of the same length; a comment gone."""
    text = found[0]
    if text[0] == "`":
        return text
    return " " * len(text) if text[0] == "#" else text[0] + "_" * (len(text) - 2) + text[0]


def _fixture(text: str, blank: str) -> _Fixture:
    found = {name: pattern.search(blank) for name, pattern in FIELDS.items()}

    def string(name: str) -> str | None:
        place = found[name]
        return r_string(_literal(text, place.end()), Position(1, 1)).text if place else None

    status = found["status"]
    response: dict[str, Any] = {
        "status": status[1] if status else None,
        "headers": _headers(text, blank),
    }
    places = {}
    if place := found["text"]:
        response["body"] = {"string": string("text")}
        places["string"] = place.end()
    elif place := found["bytes"]:
        data = bytes(_byte(each) for each in BYTE.finditer(place[1]))
        response["body"] = {"base64_string": base64.b64encode(data).decode()}
        places["base64_string"] = place.start(1)
    elif found["empty"]:
        response["body"] = None
    request = {"method": string("method") or "GET", "url": string("url")}
    value = {"request": request}
    return _Fixture(text, value | {"response": response} if "body" in response else value, places)


def _byte(found: re.Match[str]) -> int:
    return (int(found["hex"], 16) if found["hex"] else int(found["number"])) & 255


def _literal(text: str, at: int) -> str:
    found = COMMENT_OR_STRING.match(text, at)
    return found[0] if found else '""'


def _headers(text: str, blank: str) -> dict[str, str]:
    """Every name with a string after it; those of headers are the ones that are looked for."""
    found = {}
    for string in NAMED_STRING.finditer(blank):
        found[string[1].lower()] = r_string(_literal(text, string.end()), Position(1, 1)).text
    return found
