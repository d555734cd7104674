"""Recordings of exchanges, as each kind of recorder writes them."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import yaml

Recording = Mapping[str, Any] | Sequence[Mapping[str, Any]]
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


def to_yaml(recording: Recording, **options: Any) -> str:
    """As PyYAML dumps it."""
    text: str = yaml.dump(recording, **options)
    return text


def to_json(recording: Recording, *, indent: int | None = None) -> str:
    """As the standard library dumps it."""
    return json.dumps(recording, indent=indent)


def go_vcr(calls: Sequence[Call]) -> dict[str, Any]:
    """As Go's go-vcr lays it out from version 3 on: the status is text, and the code stands beside it."""
    return {
        "version": 2,
        "interactions": [
            {
                "id": number,
                "request": {
                    "proto": "HTTP/1.1",
                    "host": "",
                    "body": "",
                    "url": call.url,
                    "method": call.method,
                },
                "response": {
                    "proto": "HTTP/2.0",
                    "uncompressed": True,
                    "body": call.body,
                    "headers": dict(call.headers),
                    "status": f"{call.status} -",
                    "code": call.status,
                    "duration": "1.5s",
                },
            }
            for number, call in enumerate(calls)
        ],
    }


def php_vcr(calls: Sequence[Call]) -> list[dict[str, Any]]:
    """As PHP-VCR lays it out: a list and nothing around it."""
    return [
        {
            "request": {"method": call.method, "url": call.url, "headers": {"Accept": "*/*"}},
            "response": {
                "status": {"code": str(call.status), "message": ""},
                "headers": {name: values[0] for name, values in call.headers.items()},
                "body": call.body,
            },
            "index": number,
        }
        for number, call in enumerate(calls)
    ]


def exvcr(calls: Sequence[Call]) -> list[dict[str, Any]]:
    """As Elixir's ExVCR lays it out; bytes as Erlang's external term format, in base64."""
    return [
        {
            "request": {
                "body": "",
                "headers": [],
                "method": call.method.lower(),
                "options": [],
                "url": call.url,
            },
            "response": {
                "binary": isinstance(call.body, bytes),
                "body": call.body
                if isinstance(call.body, str)
                else base64.b64encode(_term(call.body)).decode(),
                "headers": {name: values[0] for name, values in call.headers.items()},
                "status_code": ["HTTP/1.1", call.status, "-"],
                "type": "ok",
            },
        }
        for call in calls
    ]


def _term(data: bytes) -> bytes:
    return b"\x83m" + len(data).to_bytes(4) + data


def nock(calls: Sequence[Call]) -> list[dict[str, Any]]:
    """As nock's recorder writes it: JSON as such, packed bodies as the digits of their chunks."""
    fixtures = []
    for call in calls:
        parts = urlsplit(call.url)
        body: Any = [call.body[:9].hex(), call.body[9:].hex()] if isinstance(call.body, bytes) else call.body
        fixtures.append(
            {
                "scope": f"{parts.scheme}://{parts.netloc}:443",
                "method": call.method,
                "path": parts.path + (f"?{parts.query}" if parts.query else ""),
                "body": "",
                "status": call.status,
                "response": json.loads(body) if isinstance(body, str) else body,
                "rawHeaders": [each for name, values in call.headers.items() for each in (name, values[0])],
                "responseIsBinary": False,
            }
        )
    return fixtures


def stub(call: Call, *, inline: bool = False) -> dict[str, Any]:
    """As WireMock keeps a stub: without the host."""
    parts = urlsplit(call.url)
    body = call.body.decode() if isinstance(call.body, bytes) else call.body
    kept = {"jsonBody": json.loads(body)} if inline else {"body": body}
    if isinstance(call.body, bytes):
        kept = {"base64Body": base64.b64encode(call.body).decode()}
    return {
        "request": {"urlPath": parts.path, "method": call.method},
        "response": {"status": call.status, **kept, "headers": {"Content-Type": "application/json"}},
    }


def polly(call: Call, *, base: int = 64) -> dict[str, Any]:
    """As Polly.js persists what came in gzip: a list of the chunks in the text; digits before version 6."""
    raw = gzip.compress(call.body if isinstance(call.body, bytes) else call.body.encode())
    chunks = [raw[:20], raw[20:]]
    entry = _har_entry(Call("", call.url, call.method, call.status, {"Content-Encoding": ["gzip"]}))
    written = [base64.b64encode(chunk).decode() if base == 64 else chunk.hex() for chunk in chunks]
    entry["response"]["content"] |= {"text": json.dumps(written)} | (
        {"encoding": "base64"} if base == 64 else {}
    )
    return {"log": {"_recordingName": "jobs", "creator": {"name": "Polly.JS"}, "entries": [entry]}}


def with_parsed_body(call: Call) -> dict[str, Any]:
    """As serializers of pytest-recording write it that keep a body of JSON as YAML."""
    recording = vcr([call])
    response = recording["interactions"][0]["response"]
    del response["body"]
    response["parsed_body"] = json.loads(call.body)
    return recording


def notebook(*printed: str, data: Any = None) -> dict[str, Any]:
    """A Jupyter notebook whose cells printed something, line by line as Jupyter keeps it."""
    outputs: list[dict[str, Any]] = [
        {"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}
        for text in printed
    ]
    if data is not None:
        kinds = {
            "text/html": ["<b>1</b>"],
            "text/plain": ["<IPython.core.display.JSON>"],
            "application/json": data,
        }
        outputs.append({"output_type": "display_data", "metadata": {}, "data": kinds})
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# A batch\n"]},
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {},
            "source": ["Batch(id=1)"],
            "outputs": outputs,
        },
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
