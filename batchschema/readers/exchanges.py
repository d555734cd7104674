"""What each kind of recording calls the parts of an exchange.

VCR in its languages (Python, Ruby, R, Go, PHP, Elixir), HAR 1.2 and Polly.js, WireMock, nock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from batchschema.core import Document, Exchange, Position, Unreadable
from batchschema.readers.spelled import Spelled

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)\Z")
STATUS = re.compile(r"\s*(\d{3})(?!\d)")
HEX = re.compile(r"(?:[0-9a-fA-F]{2})+\Z")
PATHS: Mapping[str, tuple[str, ...]] = {
    "har": ("log", "entries"),
    "vcr": ("interactions",),
    "ruby-vcr": ("http_interactions",),
    "wiremock": ("mappings",),
    "list": (),
    "nock": (),
}
"""By kind of recording, the list of its exchanges; ExVCR and PHP-VCR write a `list` and nothing around it."""
BODIES = ("body", "content", "parsed_body", "jsonBody", "base64Body", "bodyFileName")
"""What a response may call its body; the last are WireMock's, `parsed_body` a serializer's."""
URLS = ("uri", "url", "urlPath", "urlPathTemplate")


@dataclass(frozen=True, slots=True)
class Binary:
    """Bytes as text, in parts that follow one another."""

    parts: tuple[str, ...]
    base: int = 64
    """64, or 16 for hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A body that stands in the recording as JSON or YAML, not as a string."""

    value: Any


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A body that was put into a file of its own."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value that would have to be built by code, which is never done."""

    tag: str
    position: Position


class Entry(Protocol):
    """One exchange as its recording spells it."""

    @property
    def value(self) -> Any:
        """Objects, lists, strings, numbers; `Binary` and `Foreign` where YAML has such tags."""

    @property
    def position(self) -> Position:
        """Where it starts."""

    @property
    def excerpt(self) -> bytes:
        """The beginning of its text."""

    def locate(self, path: tuple[str, ...]) -> Position:
        """Where the value at a path of keys starts."""

    def spelled(self, path: tuple[str, ...]) -> Spelled:
        """The string at a path of keys."""


class Tree(Entry, Protocol):
    """One exchange in a notation in which bodies may stand as such."""

    def part(self, path: tuple[str, ...], exchange: Exchange, source: str) -> Document | Unreadable:
        """The value at a path of keys."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One exchange, whoever recorded it."""

    exchange: Exchange
    body: Any
    """A string, `Binary`, `Inline`, `Elsewhere` or `Foreign`; None if there is none."""
    path: tuple[str, ...]
    """Where the body stands in the entry."""
    headers: Mapping[str, str]
    """Of the response, names in lower case."""


def recorded_in(entry: Entry, kind: str) -> Recorded | None:
    """Take an exchange apart; None if it has no response."""
    value = entry.value
    if kind == "nock":
        return _nock(value)
    response = value.get("response") if isinstance(value, Mapping) else None
    if not isinstance(response, Mapping):
        return None
    request = value.get("request")
    request = request if isinstance(request, Mapping) else {}
    headers = _headers(response.get("headers"))
    body, path = _har(response, headers) if kind == "har" else _vcr(response)
    exchange = Exchange(
        method=_method(request.get("method")),
        url=next((url for name in URLS if (url := _text(request.get(name)))), None),
        status=next(
            (code for name in ("status", "status_code", "code") if (code := _status(response.get(name)))),
            None,
        ),
        at=_time(value.get("startedDateTime"), value.get("recorded_at"), headers.get("date")),
    )
    return Recorded(exchange, body, ("response", *path), headers)


def _vcr(response: Mapping[str, Any]) -> tuple[Any, tuple[str, ...]]:
    name = next((name for name in BODIES if name in response), "body")
    body = response.get(name)
    if name == "bodyFileName":
        return Elsewhere(), (name,)
    if isinstance(body, str) and (name == "base64Body" or response.get("binary") is True):
        return Binary((body,)), (name,)
    if not isinstance(body, Mapping) or name in ("parsed_body", "jsonBody"):
        return _inline(body), (name,)
    if isinstance(packed := body.get("base64_string"), str):
        return Binary((packed,)), (name, "base64_string")
    if str(body.get("file", "")).lower() in ("yes", "true"):
        return Elsewhere(), (name, "string")
    if "string" in body or body.keys() <= {"encoding"}:
        return _inline(body.get("string")), (name, "string")
    return Inline(body), (name,)


def _inline(body: Any) -> Any:
    return Inline(body) if isinstance(body, (Mapping, list)) else body


def _har(response: Mapping[str, Any], headers: Mapping[str, str]) -> tuple[Any, tuple[str, ...]]:
    content = response.get("content")
    if not isinstance(content, Mapping) or "text" not in content:
        return None, ("content",)
    text = content["text"]
    where = ("content", "text")
    if not isinstance(text, str):
        return text, where
    if str(content.get("encoding", "")).lower() == "base64":
        return Binary(_chunks(text) or (text,)), where
    if "content-encoding" in headers and _are_hex(chunks := _chunks(text)):
        return Binary(chunks, 16), where
    if content.get("_isBinary") and _are_hex((text,)):
        return Binary((text,), 16), where
    return text, where


def _chunks(text: str) -> tuple[str, ...]:
    """The chunks of a packed body, which Polly.js writes as a JSON list in the string; none elsewhere."""
    if not text.startswith('["'):
        return ()
    try:
        chunks = json.loads(text)
    except ValueError:
        return ()
    return tuple(chunks) if all(isinstance(chunk, str) for chunk in chunks) else ()


def _are_hex(parts: Any) -> bool:
    return bool(parts) and all(isinstance(part, str) and HEX.match(part) for part in parts)


def _nock(value: Any) -> Recorded | None:
    if not isinstance(value, Mapping) or "response" not in value:
        return None
    body = value["response"]
    headers = _headers(value.get("rawHeaders", value.get("headers")))
    if "content-encoding" in headers and isinstance(body, list) and _are_hex(body):
        body = Binary(tuple(body), 16)
    elif value.get("responseIsBinary") and _are_hex((body,)):
        body = Binary((body,), 16)
    scope, path = value.get("scope"), value.get("path")
    exchange = Exchange(
        method=_method(value.get("method")),
        url=f"{scope}{path}" if isinstance(scope, str) and isinstance(path, str) else None,
        status=_status(value.get("status")),
        at=_time(headers.get("date")),
    )
    return Recorded(exchange, _inline(body), ("response",), headers)


def foreign_in(value: Any) -> Foreign | None:
    """The first part of a value that would have to be built by code."""
    if isinstance(value, Foreign):
        return value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for part in parts if (found := foreign_in(part)) is not None), None)


def _status(status: Any) -> int | None:
    """A number, text that begins with one (`200 OK`), a mapping with a code, or a list with one in it."""
    if isinstance(status, Mapping):
        return _status(status.get("code", status.get("status_code")))
    if isinstance(status, list):
        return next((part for part in status if type(part) is int), None)
    found = STATUS.match(str(status))
    return int(found[1]) if found else None


def _headers(headers: Any) -> dict[str, str]:
    """Names and values: from a mapping to strings or lists, HAR's list of pairs, or nock's, in turn."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(headers, Mapping):
        pairs = list(headers.items())
    elif isinstance(headers, list) and all(isinstance(each, str) for each in headers):
        pairs = list(zip(headers[::2], headers[1::2], strict=False))
    elif isinstance(headers, list):
        pairs = [(each.get("name"), each.get("value")) for each in headers if isinstance(each, Mapping)]
    found = {}
    for name, value in pairs:
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(name, str) and isinstance(first, str):
            found[name.lower()] = first
    return found


def _method(value: Any) -> str | None:
    method = _text(value)
    return method.upper() if method else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _time(*candidates: Any) -> str | None:
    """The first that is a point in time, RFC 3339; dates of HTTP headers are rewritten."""
    from email.utils import parsedate_to_datetime

    for text in candidates:
        if not isinstance(text, str):
            continue
        if RFC_3339.match(text):
            return text
        try:
            time = parsedate_to_datetime(text)
        except ValueError:
            continue
        return time.isoformat().replace("+00:00", "Z")
    return None
