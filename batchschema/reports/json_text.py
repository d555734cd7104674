"""JSON text of what reports say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from batchschema.reports.paths import legible


def dumped(value: dict[str, Any]) -> str:
    """JSON in one line; bytes of file names that are no text are shown as escapes."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # orjson refuses surrogates
        return json.dumps(_legible(value), ensure_ascii=False, separators=(",", ":"))


def indented(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """JSON to be read, with its last line end; what is no text is shown as in `dumped`."""
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
    except TypeError:  # orjson refuses surrogates, and integers beyond 64 bits
        return json.dumps(_legible(value), ensure_ascii=False, indent=2) + "\n"


def _legible(value: Any) -> Any:
    if isinstance(value, dict):
        return {legible(key): _legible(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_legible(part) for part in value]
    return legible(value) if isinstance(value, str) else value
