"""Recordings of exchanges, as each kind of recorder writes them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

BATCH = "https://api.openai.com/v1/batches/batch_1"


@dataclass(frozen=True, slots=True)
class Call:
    """One exchange that is to be written into a recording."""

    body: str | bytes
    url: str = BATCH
    method: str = "GET"
    status: int = 200
    headers: Mapping[str, list[str]] = field(default_factory=lambda: {"Content-Type": ["application/json"]})


def vcr(calls: Sequence[Call]) -> dict[str, Any]:
    """As vcrpy lays it out."""
    return {
        "interactions": [
            {
                "request": {"body": None, "headers": {}, "method": call.method, "uri": call.url},
                "response": {
                    "body": {"string": call.body},
                    "headers": dict(call.headers),
                    "status": {"code": call.status, "message": "-"},
                },
            }
            for call in calls
        ],
        "version": 1,
    }


def ruby_vcr(calls: Sequence[Call], *, exact: bool = False) -> dict[str, Any]:
    """As Ruby's VCR lays it out; `exact` is its `preserve_exact_body_bytes`."""
    interactions = []
    for call in calls:
        body: dict[str, Any] = {"encoding": "UTF-8", "string": call.body}
        if exact:
            raw = call.body.encode() if isinstance(call.body, str) else call.body
            body = {"encoding": "ASCII-8BIT", "base64_string": base64.encodebytes(raw).decode()}
        interactions.append(
            {
                "request": {
                    "method": call.method.lower(),
                    "uri": call.url,
                    "body": {"encoding": "US-ASCII", "string": ""},
                    "headers": {"Accept": ["*/*"]},
                },
                "response": {
                    "status": {"code": call.status, "message": "-"},
                    "headers": dict(call.headers),
                    "body": body,
                },
                "recorded_at": "Thu, 01 Jan 2026 00:00:00 GMT",
            }
        )
    return {"http_interactions": interactions, "recorded_with": "VCR 6.3.1"}


def har(calls: Sequence[Call]) -> dict[str, Any]:
    """As browsers and proxies export it, HAR 1.2; bytes as base64."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": 'a [browser] {of} "ours"', "version": "1"},
            "pages": [],
            "entries": [_har_entry(call) for call in calls],
        }
    }


def _har_entry(call: Call) -> dict[str, Any]:
    packed = isinstance(call.body, bytes)
    text = base64.b64encode(call.body).decode() if isinstance(call.body, bytes) else call.body
    content = {"size": len(call.body), "mimeType": "application/json", "text": text}
    return {
        "startedDateTime": "2026-01-01T00:00:00.000Z",
        "time": 1,
        "request": {"method": call.method, "url": call.url, "headers": [{"name": "A", "value": "}]"}]},
        "response": {
            "status": call.status,
            "headers": [{"name": name, "value": values[0]} for name, values in call.headers.items()],
            "content": content | ({"encoding": "base64"} if packed else {}),
        },
        "timings": {"send": 0, "wait": 1, "receive": 0},
    }


def r_fixture(call: Call) -> str:
    """As R's httptest2 writes it."""
    body = f"charToRaw({r_string(call.body)})" if isinstance(call.body, str) else r_bytes(call.body)
    return (
        "# a comment's apostrophe\n"
        f'structure(list(method = "{call.method}", url = "{call.url}", \n'
        f"    status_code = {call.status}L, headers = structure(list(`Content-Type` = "
        f'"application/json"), class = "httr2_headers"), \n    body = {body}), class = "httr2_response")\n'
    )


def r_string(text: str) -> str:
    """A string as R's `deparse` writes it."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(char, char) for char in text) + '"'


def r_bytes(data: bytes) -> str:
    """Bytes as R's `deparse` writes them."""
    return f"as.raw(c({', '.join(f'0x{byte:02x}' for byte in data)}))"


def to_yaml(recording: Mapping[str, Any], **options: Any) -> str:
    """As PyYAML dumps it."""
    text: str = yaml.dump(recording, **options)
    return text


def to_json(recording: Mapping[str, Any], *, indent: int | None = None) -> str:
    """As the standard library dumps it."""
    return json.dumps(recording, indent=indent)
