"""The bodies of recorded responses: unpacked, taken apart where they are streams, parsed and placed."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from batchschema.core import Exchange, Pointer, Position, Unreadable
from batchschema.readers.cursor import offset_of
from batchschema.readers.exchanges import Binary, Elsewhere, Entry, Foreign, Recorded
from batchschema.readers.json_text import EXCERPT, JsonDocument, parse_json
from batchschema.readers.lines import HOW_TO_RAISE
from batchschema.readers.packing import (
    HOW_TO_UNPACK,
    Damaged,
    NoLibrary,
    TooLarge,
    from_text,
    is_chunked,
    unchunked,
    unpacked,
)
from batchschema.readers.spelled import Piece, Spelled

CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
EVENT = re.compile(r"\A\s*(?:data|event|id|retry)?:")
FIELD = re.compile(r"^data:[ ]?(.*?)\r?$|^\r?$", re.MULTILINE)
NO_CONTENT = frozenset([204, 205])
BODILESS = frozenset(["HEAD", "OPTIONS"])
"""Methods whose answers are headers, as in the preflights that browsers send before a call."""


class BodyDocument(JsonDocument):
    """A JSON text in a body, at places of the recording."""

    def __init__(
        self, inner: JsonDocument, place: Callable[[int], Position], exchange: Exchange | None
    ) -> None:
        super().__init__(inner.text, inner.value)
        self.exchange = exchange
        self._place = place

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts in the recording."""
        return self._place(self.places.characters(self.places.offset(pointer)))


@dataclass(frozen=True, slots=True)
class _Body:
    """A text, and where each of its characters is in the recording."""

    text: str
    place: Callable[[int], Position]

    def part(self, start: int, end: int) -> _Body:
        """A stretch of it."""
        return _Body(self.text[start:end], lambda offset: self.place(start + offset))

    def pieced(self, pieces: list[Piece]) -> _Body:
        """A text made of pieces of it."""
        spelled = Spelled.of(pieces, self.place)
        return _Body(spelled.text, spelled.position)


def documents_in(
    entry: Entry, recorded: Recorded, source: str, *, max_payload: int
) -> Iterator[JsonDocument | Unreadable]:
    """What one exchange answers; nothing of it is parsed if it cannot be a batch job."""
    exchange = recorded.exchange
    if (reason := without_a_job(exchange)) is not None:
        what = f"has an exchange with {reason}, which holds no batch job"
        yield Unreadable("skipped-exchange", what, source, entry.position, exchange=exchange)
        return
    if isinstance(recorded.body, Foreign):
        return  # what reads the recording has said so
    where = entry.locate(recorded.path)
    if isinstance(recorded.body, Elsewhere):
        what = "has a body that is in a file of its own"
        how = "check that file as a payload"
        yield Unreadable("unreadable-input", what, source, where, how, exchange=exchange)
        return
    try:
        body, packed = _text_of(entry, recorded, where, max_payload)
    except (Damaged, NoLibrary, TooLarge, UnicodeDecodeError) as error:
        rule, what, hint = _said_of(error, max_payload)
        yield Unreadable(rule, f"has a body that {what}", source, where, hint, exchange=exchange)
        return
    if not body.text.strip():
        yield Unreadable("malformed-json", "has an exchange without a body", source, where, exchange=exchange)
        return
    yield from _documents(body, recorded.headers, replace(exchange, packed=packed), source)


def without_a_job(exchange: Exchange) -> str | None:
    """What tells, before its body is looked at, that an exchange answers with no batch job."""
    if exchange.method in BODILESS:
        return f"method {exchange.method}"
    status = exchange.status
    if status is not None and (status in NO_CONTENT or not 200 <= status < 300):
        return f"status {status}"
    return None


def _said_of(error: Exception, max_payload: int) -> tuple[str, str, str | None]:
    """The rule for a body that cannot be unpacked, what it says, and a hint."""
    if isinstance(error, NoLibrary):
        return "unreadable-input", f"is packed with {error}, for which a library is missing", HOW_TO_UNPACK
    if isinstance(error, TooLarge):
        return "payload-too-large", f"is larger than {max_payload} bytes when unpacked", HOW_TO_RAISE
    if isinstance(error, UnicodeDecodeError):
        return "wrong-encoding", f"is not {error.encoding}: byte 0x{error.object[error.start]:02x}", None
    return "unreadable-input", str(error), None


def _text_of(entry: Entry, recorded: Recorded, where: Position, max_payload: int) -> tuple[_Body, str | None]:
    """The text of a body and what it was packed in."""
    body = recorded.body
    if not isinstance(body, Binary):
        if not isinstance(body, str):
            return _Body("", lambda _: where), None
        spelled = functools.cache(lambda: entry.spelled(recorded.path))
        return _Body(body, lambda offset: spelled().position(offset)), None
    data, packing = unpacked(
        from_text(body.parts, body.base), recorded.headers.get("content-encoding", ""), most=max_payload
    )
    charset = CHARSET.search(recorded.headers.get("content-type", ""))
    try:
        text = data.decode(charset[1] if charset else "utf-8")
    except LookupError:
        text = data.decode()
    return _Body(text.removeprefix("\ufeff"), lambda _: where), packing or f"base{body.base}"


def _documents(
    body: _Body, headers: Mapping[str, str], exchange: Exchange, source: str
) -> Iterator[JsonDocument | Unreadable]:
    """The one JSON text of a body, or each of a stream of events or lines."""
    if is_chunked(body.text):
        body = body.pieced(list(unchunked(body.text)))
    if "event-stream" in headers.get("content-type", "") or EVENT.match(body.text):
        for event in _events(body):
            yield _parsed(event, headers, exchange, source)
        return
    whole = _parsed(body, headers, exchange, source)
    lines = list(_lines(body)) if isinstance(whole, Unreadable) else []
    first = _parsed(lines[0], headers, exchange, source) if len(lines) > 1 else None
    if first is None or isinstance(first, Unreadable):
        yield whole
        return
    for line in lines:
        yield _parsed(line, headers, exchange, source)


def _events(body: _Body) -> Iterator[_Body]:
    """The data of each server-sent event (HTML standard, section 9.2.6), the sign of the end left out."""
    pieces: list[Piece] = []
    for found in FIELD.finditer(body.text):
        if found[1] is not None:
            if pieces:
                pieces.append(Piece(found.start(1), "\n"))
            pieces.append(Piece(found.start(1), found[1]))
        elif pieces:
            yield from _event(body, pieces)
            pieces = []
    yield from _event(body, pieces)


def _event(body: _Body, pieces: list[Piece]) -> Iterator[_Body]:
    event = body.pieced(pieces)
    if event.text.strip() not in ("", "[DONE]"):
        yield event


def _lines(body: _Body) -> Iterator[_Body]:
    start = 0
    for line in body.text.split("\n"):
        if line.strip():
            yield body.part(start, start + len(line))
        start += len(line) + 1


def _parsed(
    body: _Body, headers: Mapping[str, str], exchange: Exchange, source: str
) -> JsonDocument | Unreadable:
    parsed = embedded(body.text, body.place, exchange, source)
    if not isinstance(parsed, Unreadable):
        return parsed
    what = f"has a body that {parsed.text}"
    if body.text.lstrip()[:1] == "<":
        said = headers.get("content-type", "").partition(";")[0]
        what = "has a body that is HTML or XML" + (f" and says it is {said}" if "json" in said else "")
    return replace(parsed, text=what)


def embedded(
    text: str, place: Callable[[int], Position], exchange: Exchange | None, source: str
) -> JsonDocument | Unreadable:
    """Parse a JSON text that stands in a string; `place` says where each of its characters is."""
    raw = text.encode("utf-8", "surrogatepass")
    parsed = parse_json(raw, source)
    if not isinstance(parsed, Unreadable):
        return BodyDocument(parsed, place, exchange)
    position = place(offset_of(text, parsed.position or Position(1, 1)))
    return replace(parsed, position=position, exchange=exchange, excerpt=raw[:EXCERPT])
