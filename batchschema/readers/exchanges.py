"""What each kind of recording calls the parts of an exchange: vcrpy, VCR for Ruby and R, and HAR 1.2."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from batchschema.core import Exchange, Position
from batchschema.readers.spelled import Spelled

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)\Z")
PATHS: Mapping[str, tuple[str, ...]] = {
    "har": ("log", "entries"),
    "vcr": ("interactions",),
    "ruby-vcr": ("http_interactions",),
}
"""By kind of recording, the list of its exchanges."""


@dataclass(frozen=True, slots=True)
class Binary:
    """Bytes, as base64."""

    text: str


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


@dataclass(frozen=True, slots=True)
class Recorded:
    """One exchange, whoever recorded it."""

    exchange: Exchange
    body: Any
    """A string, `Binary` or `Foreign`; None if there is none."""
    path: tuple[str, ...]
    """Where the body stands in the entry."""
    headers: Mapping[str, str]
    """Of the response, names in lower case."""


def recorded_in(entry: Entry, kind: str) -> Recorded | None:
    """Take an exchange apart; None if it has no response."""
    value = entry.value
    response = value.get("response") if isinstance(value, Mapping) else None
    if not isinstance(response, Mapping):
        return None
    request = value.get("request")
    request = request if isinstance(request, Mapping) else {}
    take: Callable[[Mapping[str, Any]], tuple[Any, tuple[str, ...]]] = _har if kind == "har" else _vcr
    body, path = take(response)
    headers = _headers(response.get("headers"))
    method = _text(request.get("method"))
    exchange = Exchange(
        method=method.upper() if method else None,
        url=_text(request.get("uri")) or _text(request.get("url")),
        status=_status(response),
        at=_time(value.get("startedDateTime"), value.get("recorded_at"), headers.get("date")),
    )
    return Recorded(exchange, body, ("response", *path), headers)


def _vcr(response: Mapping[str, Any]) -> tuple[Any, tuple[str, ...]]:
    body = response.get("body", response.get("content"))
    name = "body" if "body" in response else "content"
    if not isinstance(body, Mapping):
        return body, (name,)
    if isinstance(packed := body.get("base64_string"), str):
        return Binary(packed), (name, "base64_string")
    return body.get("string"), (name, "string")


def _har(response: Mapping[str, Any]) -> tuple[Any, tuple[str, ...]]:
    content = response.get("content")
    if not isinstance(content, Mapping) or "text" not in content:
        return None, ("content",)
    text = content["text"]
    packed = isinstance(text, str) and str(content.get("encoding", "")).lower() == "base64"
    return Binary(text) if packed else text, ("content", "text")


def _status(response: Mapping[str, Any]) -> int | None:
    status = response.get("status", response.get("status_code"))
    if isinstance(status, Mapping):
        status = status.get("code", status.get("status_code"))
    try:
        return int(status)
    except (TypeError, ValueError):
        return None


def _headers(headers: Any) -> dict[str, str]:
    """Names and values, from a mapping to strings or lists, or from HAR's list of pairs."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(headers, Mapping):
        pairs = list(headers.items())
    elif isinstance(headers, list):
        pairs = [(each.get("name"), each.get("value")) for each in headers if isinstance(each, Mapping)]
    found = {}
    for name, value in pairs:
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(name, str) and isinstance(first, str):
            found[name.lower()] = first
    return found


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
