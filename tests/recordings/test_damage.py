"""A damage costs one finding, the rest is checked, and nothing in a recording is ever executed."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command, Outcome
from tests.near_payloads import conforming
from tests.recordings.making import BATCH, Call, har, ruby_vcr, to_json, to_yaml, vcr

JOB = json.dumps(conforming("openai/argot-typescript-sdk@2024-10-15") | {"status": "Validating"})
FINE = Call(JOB)
AGAIN = Call(JOB)
FILES = "https://api.openai.com/v1/files/file_1"


def checked(call: Command, folder: Path, name: str, text: str | bytes) -> Outcome:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return call("check", name, "--format", "json")


def assert_one_damage(told: Outcome, rule: str, payloads: int, line: int | None = None) -> None:
    damages = [finding for finding in told.findings if finding["variant"] is None]
    assert [finding["rule"] for finding in damages] == [rule], told.stdout
    assert told.code == 3
    assert told.report["summary"]["payloads"] == payloads
    assert told.report["summary"]["unreadable"] == 1
    respelled = [finding for finding in told.findings if finding["rule"] == "enum-value-respelled"]
    assert len(respelled) == payloads
    if line is not None:
        assert damages[0]["line"] == line


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


PACKED = gzip.compress(JOB.encode())
GZIP = {"Content-Encoding": ["gzip"], "Content-Type": ["application/json"]}
BODIES = {
    "gzip cut short": (Call(PACKED[:-20], headers=GZIP), "unreadable-input"),
    "gzip damaged": (Call(PACKED[:12] + b"\xff" * 40, headers=GZIP), "unreadable-input"),
    "HTML": (Call("<!doctype html><title>Bad gateway</title>"), "malformed-json"),
    "Latin-1 bytes": (Call(JOB.replace("batch", "bätch").encode("latin-1")), "wrong-encoding"),
    "cut off": (Call(JOB[:-5]), "malformed-json"),
    "empty": (Call(""), "malformed-json"),
    "not finite": (Call('{"id": NaN}'), "not-finite-number"),
    "no batch": (Call('{"hello": "world"}'), "unknown-variant-fits"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_damaged_body_costs_one_finding(name: str, call: Command, tmp_path: Path) -> None:
    damaged, rule = BODIES[name]
    text = to_yaml(vcr([FINE, damaged, FINE]))
    assert_one_damage(checked(call, tmp_path, "c.yaml", text), rule, 2)
    assert_one_damage(checked(call, tmp_path, "t.har", to_json(har([FINE, damaged, FINE]))), rule, 2)


@pytest.mark.parametrize("name", BODIES)
def test_a_damaged_body_of_another_endpoint_is_skipped(name: str, call: Command, tmp_path: Path) -> None:
    damaged, _ = BODIES[name]
    other = Call(damaged.body, FILES, headers=damaged.headers)
    told = checked(call, tmp_path, "c.yaml", to_yaml(vcr([FINE, other, FINE])))
    assert told.report["summary"]["payloads"] == 2
    assert told.report["summary"]["skipped"] == 1
    assert told.report["summary"]["unreadable"] == 0


def test_bytes_in_the_encoding_that_their_header_names_are_read(call: Command, tmp_path: Path) -> None:
    job = json.dumps(json.loads(JOB) | {"metadata": {"a": "ä"}}, ensure_ascii=False)
    headers = {"Content-Type": ["application/json; charset=iso-8859-1"]}
    told = checked(call, tmp_path, "c.yaml", to_yaml(vcr([Call(job.encode("latin-1"), headers=headers)])))
    assert (told.code, told.report["summary"]["payloads"]) == (1, 1)


def test_bad_base64_costs_one_finding(call: Command, tmp_path: Path) -> None:
    recording = har([FINE, Call(JOB.encode()), FINE])
    recording["log"]["entries"][1]["response"]["content"]["text"] = "not base64!"
    assert_one_damage(checked(call, tmp_path, "t.har", to_json(recording)), "unreadable-input", 2)
    cassette = to_yaml(vcr([FINE, Call(JOB.encode()), FINE]))
    line = line_of(cassette, "!!binary")
    damaged = cassette.replace("!!binary |\n        ", "!!binary |\n        *", 1)
    assert_one_damage(checked(call, tmp_path, "c.yaml", damaged), "unreadable-input", 2, line)


@pytest.mark.parametrize(
    "tag",
    [
        '!!python/object/apply:os.system ["touch harm"]',
        '!!python/object/apply:subprocess.check_call [["touch", "harm"]]',
        "!!python/object/new:os.system [touch harm]",
        "!!python/name:os.system",
        "!ruby/object:Gem::Installer {i: x}",
    ],
)
@pytest.mark.parametrize("place", ["body", "exchange", "header", "beside"])
def test_tags_that_would_build_objects_build_nothing(
    tag: str, place: str, call: Command, tmp_path: Path
) -> None:
    text = to_yaml(vcr([FINE, Call("MARK"), FINE]))
    if place == "body":
        text = text.replace("string: MARK", f"string: {tag}")
    elif place == "exchange":
        text = to_yaml(vcr([FINE, FINE])).replace("interactions:\n", f"interactions:\n- {tag}\n")
    elif place == "header":
        text = to_yaml(vcr([FINE, AGAIN])).replace("- application/json", f"- {tag}", 1)
    else:
        text = f"recorded_with: {tag}\n" + to_yaml(vcr([FINE, FINE]))
    told = checked(call, tmp_path, "c.yaml", text)
    assert_one_damage(told, "malformed-yaml", 2, line_of(text, tag.split(" ")[0]))
    assert not (tmp_path / "harm").exists()


def test_a_tag_that_an_alias_repeats_is_one_damage(call: Command, tmp_path: Path) -> None:
    text = to_yaml(vcr([FINE, FINE, FINE])).replace("- application/json", "- !!python/name:os.system", 1)
    assert text.count("*id001") == 2
    assert_one_damage(checked(call, tmp_path, "c.yaml", text), "malformed-yaml", 3)


def test_a_request_body_that_was_an_object_is_no_damage(call: Command, tmp_path: Path) -> None:
    text = to_yaml(vcr([FINE])).replace(
        "body: null", "body: !!python/object/new:_io.BytesIO\n      state: [x]"
    )
    told = checked(call, tmp_path, "c.yaml", text)
    assert (told.code, told.report["summary"]["payloads"]) == (1, 1)


@pytest.mark.parametrize("place", ["header", "beside"])
def test_an_alias_bomb_costs_one_finding(place: str, call: Command, tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    text = to_yaml(vcr([FINE, AGAIN, Call(JOB)]))
    if place == "beside":
        told = checked(call, tmp_path, "c.yaml", text + bomb)
        assert_one_damage(told, "payload-too-large", 3)
        return
    small = bomb.splitlines()
    text = (
        "\n".join(small[:5])
        + "\n"
        + text.replace("- application/json", "- [" + ", ".join(["*a4"] * 20) + "]", 1)
    )
    assert_one_damage(checked(call, tmp_path, "c.yaml", text), "payload-too-large", 2)


def test_aliases_that_recorders_write_are_followed(call: Command, tmp_path: Path) -> None:
    headers = {"Content-Type": ["application/json"]}
    shared = [Call(JOB, headers=headers), Call(JOB, headers=headers)]
    text = to_yaml({"interactions": [vcr(shared)["interactions"][0]] * 2, "version": 1})
    assert "*id001" in text
    told = checked(call, tmp_path, "c.yaml", text)
    assert (told.code, told.report["summary"]["payloads"]) == (1, 2)


def test_what_stands_before_a_cut_is_checked(call: Command, tmp_path: Path) -> None:
    for name, text in {
        "c.yaml": to_yaml(vcr([FINE, FINE, FINE])),
        "c.json": to_json(vcr([FINE, FINE, FINE])),
        "r.json": to_json(ruby_vcr([FINE, FINE, FINE]), indent=1),
        "t.har": to_json(har([FINE, FINE, FINE])),
        "h.json": to_json(har([FINE, FINE, FINE]), indent=2),
    }.items():
        cut = text[: text.rindex("Validating") + 3]
        told = checked(call, tmp_path, name, cut)
        assert told.code == 3, name
        assert_one_damage(told, "malformed-yaml" if name == "c.yaml" else "malformed-json", 2)


def test_what_follows_a_cassette_is_read_too(call: Command, tmp_path: Path) -> None:
    one, two = to_yaml(vcr([FINE])), to_yaml(ruby_vcr([FINE, AGAIN]))
    told = checked(call, tmp_path, "c.yaml", f"---\n{one}...\n---\nother\n---\n{two}")
    assert (told.code, told.report["summary"]["payloads"]) == (1, 3)
    assert_one_damage(checked(call, tmp_path, "d.yaml", f"{one}}} oops: ["), "malformed-yaml", 1)


def test_a_damaged_exchange_costs_one_finding(call: Command, tmp_path: Path) -> None:
    text = to_json(har([FINE, Call("MARK"), FINE]))
    damaged = text.replace('"MARK"', "MARK")
    assert_one_damage(checked(call, tmp_path, "t.har", damaged), "malformed-json", 2)
    without = vcr([FINE, FINE, FINE])
    del without["interactions"][1]["response"]
    assert_one_damage(checked(call, tmp_path, "c.yaml", to_yaml(without)), "malformed-json", 2)


def test_a_body_over_the_limit_costs_one_finding(call: Command, tmp_path: Path) -> None:
    large = gzip.compress(b'{"id": "' + b"x" * 200_000 + b'"}')
    (tmp_path / "c.yaml").write_text(to_yaml(vcr([FINE, Call(large, headers=GZIP), FINE])))
    told = call("check", "c.yaml", "--format", "json", "--max-payload", "100K")
    assert_one_damage(told, "payload-too-large", 2)


def test_a_har_may_be_larger_than_any_payload(call: Command, tmp_path: Path) -> None:
    huge = Call("x" * 300_000, FILES)
    for name in ("t.har", "h.json"):
        (tmp_path / name).write_text(to_json(har([FINE, FINE, huge, FINE]), indent=1))
        told = call("check", name, "--format", "json", "--max-payload", "100K")
        assert_one_damage(told, "payload-too-large", 3)


@pytest.mark.parametrize("status", [301, 404, 429, 500])
def test_an_exchange_that_failed_is_noted(status: int, call: Command, tmp_path: Path) -> None:
    text = to_yaml(vcr([FINE, Call('{"error": {}}', status=status), Call("<html>", status=status)]))
    told = checked(call, tmp_path, "c.yaml", text)
    notes = [finding for finding in told.findings if finding["rule"] == "skipped-exchange"]
    assert len(notes) == 2
    assert all(finding["severity"] == "note" and str(status) in finding["message"] for finding in notes)
    assert told.code == 1
    folded = call("check", "c.yaml").stdout
    assert folded.count(f"status {status}") == 1
    assert "(x2)" in folded


@pytest.mark.parametrize("name", ["c.yaml", "c.json", "t.har", "x.R", "j.repr"])
@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe{\x00", b"\x00\x01\x02", b"interactions: [", b'{"log": {"entries": [', b"\xc3"]
)
def test_bytes_that_are_nothing_are_said_to_be_so(
    name: str, raw: bytes, call: Command, tmp_path: Path
) -> None:
    told = checked(call, tmp_path, name, raw)
    assert told.code == 3
    assert told.findings
    assert not told.errors


def test_base64_of_har_may_have_line_breaks(call: Command, tmp_path: Path) -> None:
    recording = har([Call(JOB.encode())])
    recording["log"]["entries"][0]["response"]["content"]["text"] = base64.encodebytes(JOB.encode()).decode()
    told = checked(call, tmp_path, "t.har", to_json(recording))
    assert (told.code, told.report["summary"]["payloads"]) == (1, 1)


def test_only_exchanges_with_other_endpoints_are_nothing_to_check(call: Command, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(to_yaml(vcr([Call('{"id": "x"}', FILES)])))
    told = call("check", "c.yaml")
    assert told.code == 2
    assert "no batch job" in told.stderr


def test_a_call_without_an_address_is_recognised_by_its_keys(call: Command, tmp_path: Path) -> None:
    recording = vcr([FINE])
    del recording["interactions"][0]["request"]
    told = checked(call, tmp_path, "c.yaml", to_yaml(recording))
    assert (told.code, told.report["summary"]["payloads"]) == (1, 1)
    assert BATCH not in told.stdout


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD"])
@pytest.mark.parametrize("write", [vcr, har])
def test_answers_that_have_no_body_are_noted_and_no_damage(
    method: str, write: Callable[[list[Call]], dict[str, Any]], call: Command, tmp_path: Path
) -> None:
    recording = write([Call("", method=method), FINE, Call("", status=204)])
    told = checked(call, tmp_path, "t.json", to_json(recording))
    assert (told.code, told.report["summary"]["payloads"]) == (1, 1)
    notes = [each["message"] for each in told.findings if each["rule"] == "skipped-exchange"]
    assert [
        f"with {part}," in note for part, note in zip((f"method {method}", "status 204"), notes, strict=True)
    ]


def test_reasons_are_told_apart_where_findings_are_grouped(call: Command, tmp_path: Path) -> None:
    damaged = [Call("<html>"), Call(""), Call("<html>"), FINE]
    (tmp_path / "c.yaml").write_text(to_yaml(vcr(damaged)))
    lines = [
        line for line in call("check", "c.yaml", "--format", "concise").stdout.splitlines() if "input" in line
    ]
    assert [("HTML" in line, "(x2)" in line, "without a body" in line) for line in lines[:2]] == [
        (True, True, False),
        (False, False, True),
    ]


R_FIXTURE = """structure(list(method = "GET", url = "https://api.openai.com/v1/batches/b",
    status_code = 200L, headers = structure(list(`content-type` = "application/json")),
    body = charToRaw("{\\"id\\": \\"b\\", \\"object\\": \\"batch\\"}")), class = "httr2_response")
"""


@pytest.mark.parametrize("variant", ["auto", "openai/openapi"])
def test_r_files_that_hold_no_response_say_why(variant: str, call: Command, tmp_path: Path) -> None:
    texts = {
        "cut off": R_FIXTURE[: R_FIXTURE.index("object")],
        "is empty": "\n",
        "is R code": "batch <- 1\nprint(batch)\n",
    }
    for says, text in texts.items():
        (tmp_path / "f.R").write_text(text)
        told = call("check", "f.R", "-V", variant, "--format", "json")
        (finding,) = told.findings
        assert (told.code, says in finding["message"]) == (3, True), told.stdout
    assert call("check", ".", "--allow-empty").code == 0, "scripts beside payloads are nobody's concern"
