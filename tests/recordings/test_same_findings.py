"""The same objects give the same findings, whatever they are recorded with; only places differ."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command
from tests.near_payloads import conforming
from tests.recordings.making import (
    Call,
    exvcr,
    go_vcr,
    har,
    nock,
    notebook,
    php_vcr,
    polly,
    r_fixture,
    ruby_vcr,
    stub,
    to_json,
    to_yaml,
    vcr,
    with_parsed_body,
)

MISTRAL = "https://api.mistral.ai/v1/batch/jobs"


def odd_openai() -> dict[str, Any]:
    job = conforming("openai/argot-typescript-sdk@2024-10-15")
    job |= {"status": "Validating", "created_at": "2026-01-01T00:00:00Z", "metadata": {"é": '𝄞 "q" \\ \n'}}
    del job["completion_window"]
    return job


def odd_mistral() -> dict[str, Any]:
    job = conforming("mistral/python-sdk@1.2.0")
    job |= {"total_requests": "10", "created_at": 1767225600000, "model": 5}
    del job["errors"]
    return job


def listed() -> dict[str, Any]:
    fine = conforming("mistral/python-sdk@1.2.0")
    return {"object": "list", "total": 3, "data": [odd_mistral(), fine, odd_mistral() | {"status": "Queued"}]}


BODIES = {
    "openai": (odd_openai, "https://api.openai.com/v1/batches/batch_1"),
    "mistral": (odd_mistral, f"{MISTRAL}/0f6c1d52"),
    "mistral list": (listed, f"{MISTRAL}?page=0"),
}


def printed(value: Any) -> str:
    """As an SDK's object prints itself: objects are calls, and maps stay maps."""
    if isinstance(value, dict) and ("id" in value or "data" in value):
        return f"Thing({', '.join(f'{key}={printed(part)}' for key, part in value.items())})"
    return f"[{', '.join(map(printed, value))}]" if isinstance(value, list) else repr(value)


def as_vcr(text: str, url: str) -> str:
    return to_yaml(vcr([Call(text, url)]))


def packed_in_gzip(text: str, url: str) -> str:
    return to_yaml(vcr([Call(gzip.compress(text.encode()), url, headers={"Content-Encoding": ["gzip"]})]))


GZIP = {"Content-Encoding": ["gzip"]}


def packed_in_brotli(text: str, url: str) -> str:
    import brotli  # type: ignore[import-untyped]

    return to_json(har([Call(brotli.compress(text.encode()), url, headers={"Content-Encoding": ["br"]})]))


def packed(text: str, url: str) -> Call:
    return Call(gzip.compress(text.encode()), url, headers=GZIP)


WRITERS: dict[str, Callable[[str, str], str]] = {
    "vcr.yaml": as_vcr,
    "vcr.json": lambda text, url: to_json(vcr([Call(text, url)])),
    "gzip.yaml": packed_in_gzip,
    "ruby.yml": lambda text, url: to_yaml(ruby_vcr([Call(text, url)])),
    "ruby.json": lambda text, url: to_json(ruby_vcr([Call(text, url)]), indent=2),
    "exact.yml": lambda text, url: to_yaml(ruby_vcr([Call(text, url)], exact=True)),
    "traffic.har": lambda text, url: to_json(har([Call(text, url)])),
    "base64.har": lambda text, url: to_json(har([Call(text.encode(), url)]), indent=1),
    "har-by-content.json": lambda text, url: to_json(har([Call(text, url)]), indent=2),
    "fixture.R": lambda text, url: r_fixture(Call(text, url)),
    "bytes.R": lambda text, url: r_fixture(Call(text.encode(), url)),
    "stream.yaml": lambda text, url: to_yaml(
        vcr([Call(f"event: done\ndata: {json.dumps(json.loads(text))}\n\ndata: [DONE]\n\n", url)])
    ),
    "brotli.har": packed_in_brotli,
    "go.yaml": lambda text, url: to_yaml(go_vcr([Call(text, url)])),
    "php.yml": lambda text, url: to_yaml(php_vcr([Call(text, url)])),
    "php.json": lambda text, url: to_json(php_vcr([Call(text, url)])),
    "elixir.json": lambda text, url: to_json(exvcr([Call(text, url)]), indent=2),
    "elixir-packed.json": lambda text, url: to_json(exvcr([packed(text, url)]), indent=2),
    "parsed-body.yaml": lambda text, url: to_yaml(with_parsed_body(Call(text, url))),
    "parsed-body.json": lambda text, url: to_json(with_parsed_body(Call(text, url))),
    "nock.json": lambda text, url: to_json(nock([Call(text, url)]), indent=2),
    "nock-packed.json": lambda text, url: to_json(nock([packed(text, url)])),
    "stub.json": lambda text, url: to_json(stub(Call(text, url)), indent=2),
    "stubs.json": lambda text, url: to_json(
        {"mappings": [stub(Call(text, url), inline=True)], "meta": {"total": 1}}
    ),
    "stub-bytes.json": lambda text, url: to_json(stub(Call(text.encode(), url))),
    "polly.har": lambda text, url: to_json(polly(Call(text, url))),
    "polly-of-old.har": lambda text, url: to_json(polly(Call(text, url), base=16), indent=2),
    "lines.ipynb": lambda text, url: to_json(notebook(f"The job:\n{text}\nbye\n"), indent=1),
    "data.ipynb": lambda text, url: to_json(notebook(data=json.loads(text)), indent=1),
}


def findings_of(call: Command, *arguments: str | Path) -> list[tuple[Any, ...]]:
    told = call("check", *arguments, "--format", "json", "--show-values")
    assert told.code == 1, told.stderr
    kept = ("rule", "severity", "variant", "pointer", "message", "fingerprint", "documented", "value")
    return sorted(tuple(json.dumps(finding.get(key)) for key in kept) for finding in told.findings)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("name", WRITERS)
def test_a_recording_gives_the_findings_of_the_payload_alone(
    body: str, name: str, call: Command, tmp_path: Path
) -> None:
    make, url = BODIES[body]
    text = json.dumps(make(), indent=2)
    (tmp_path / "alone.json").write_text(text)
    (tmp_path / name).write_text(WRITERS[name](text, url), encoding="utf-8")
    assert findings_of(call, name) == findings_of(call, "alone.json")


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("embedded", [False, True])
def test_a_field_of_a_log_gives_the_findings_of_the_payload_alone(
    body: str, embedded: bool, call: Command, tmp_path: Path
) -> None:
    make, _ = BODIES[body]
    value = make()
    (tmp_path / "alone.json").write_text(json.dumps(value))
    line = {"level": "info", "http": {"response": json.dumps(value) if embedded else value}}
    (tmp_path / "app.jsonl").write_text(f'{{"level": "debug"}}\n{json.dumps(line)}\n')
    found = findings_of(call, "app.jsonl", "--at", "$.http.response")
    assert found == findings_of(call, "alone.json")


@pytest.mark.parametrize("body", BODIES)
def test_an_object_in_print_gives_the_findings_of_the_payload_alone_and_says_what_it_is(
    body: str, call: Command, tmp_path: Path
) -> None:
    make, _ = BODIES[body]
    value = make()
    (tmp_path / "alone.json").write_text(json.dumps(value))
    (tmp_path / "app.log").write_text(f"2026-01-01 INFO got {printed(value)} in 3 ms\n")
    found = findings_of(call, "app.log")
    notes = [finding for finding in found if finding[0] == '"recorded-from-sdk-object"']
    assert notes
    assert [finding for finding in found if finding not in notes] == findings_of(call, "alone.json")


class _Service(http.server.BaseHTTPRequestHandler):
    """Answers with the job of each path, packed if the client takes that."""

    def do_GET(self) -> None:
        raw = json.dumps(odd_openai()).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            raw = gzip.compress(raw)
            self.send_header("Content-Encoding", "gzip")
        if self.path.endswith("chunked"):
            self.send_header("Transfer-Encoding", "chunked")
            half = len(raw) // 2
            raw = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (raw[:half], raw[half:], b""))
        else:
            self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Service) as server:
        _Service.protocol_version = "HTTP/1.1"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("serializer", "packed"), [("yaml", False), ("yaml", True), ("json", False)])
@pytest.mark.parametrize("job", ["batch_1", "chunked"])
def test_a_cassette_that_vcrpy_recorded_gives_the_findings_of_the_payload_alone(
    serializer: str, job: str, packed: bool, service: str, call: Command, tmp_path: Path
) -> None:
    import vcr as vcrpy  # type: ignore[import-untyped]

    cassette = tmp_path / f"cassette.{serializer}"
    request = urllib.request.Request(f"{service}/v1/batches/{job}")
    if packed:
        request.add_header("Accept-Encoding", "gzip")
    recorder = vcrpy.VCR(serializer=serializer, record_mode="all")
    with recorder.use_cassette(str(cassette)), contextlib.closing(urllib.request.urlopen(request)) as answer:
        assert answer.status == 200
        answer.read()
    (tmp_path / "alone.json").write_text(json.dumps(odd_openai()))
    assert findings_of(call, cassette.name) == findings_of(call, "alone.json")


def test_what_is_packed_says_where_its_places_are(call: Command, tmp_path: Path) -> None:
    make, url = BODIES["openai"]
    text = packed_in_gzip(json.dumps(make()), url)
    (tmp_path / "c.yaml").write_text(text)
    told = call("check", "c.yaml", "--format", "json")
    lines = text.split("\n")
    line = next(number for number, each in enumerate(lines) if "!!binary" in each)
    for finding in told.findings:
        assert (finding["line"], finding["column"]) == (line + 1, lines[line].index("!!binary") + 1)
        assert "packed (gzip)" in finding["hint"]
