"""A hundred thousand findings: every format at once, in bounded time and the same on several processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from tests.command import Command
from tests.reports.test_junit import suites
from tests.reports.test_lists import read_back

LINE = (
    b'{"id":"b","object":"batch","input_files":null,"status":5,"created_at":"x","metadata":{"a":1},'
    b'"total_requests":"1","errors":{}}\n'
)
LINES = 11_112
PER_LINE = 9
"""Errors; metadata's value is a note."""
LISTING = ("sarif", "junit", "github", "gitlab", "rdjson", "json", "jsonl")


@pytest.mark.slow
def test_a_hundred_thousand_findings_in_every_format(tmp_path: Path, run: Command) -> None:
    """`LONGEST` seconds at most, or the run is taken for hung."""
    (tmp_path / "log.jsonl").write_bytes(LINE * LINES)
    files = [option for name in (*LISTING, "markdown") for option in ("--format", f"{name}:out.{name}")]
    told = run("check", "log.jsonl", "-V", "mistral/python-sdk@1.2.0", "--format", "full", *files, "-j", "2")
    assert (told.code, told.stderr) == (1, "")
    errors = LINES * PER_LINE
    assert errors > 100_000
    assert f"{errors:,} errors" in told.stdout

    def text(name: str) -> bytes:
        return (tmp_path / f"out.{name}").read_bytes()

    assert [each["line"] for each in read_back("gitlab", text("gitlab"))] == list(lines(PER_LINE))
    assert [each["line"] for each in read_back("rdjson", text("rdjson"))] == list(lines(PER_LINE))
    assert text("github").count(b"::error file=log.jsonl,line=") == errors
    (suite,) = suites(text("junit"))
    assert (suite.tests, suite.failures) == (1, 1)
    listed = orjson.loads(text("sarif"))["runs"][0]["results"]
    assert len(listed) == len(orjson.loads(text("json"))["findings"]) == text("jsonl").count(b"\n") > errors
    assert len(text("markdown")) < 10_000


def lines(each: int) -> Iterator[int]:
    """The number of every line, as often as it has a finding."""
    return (number for number in range(1, LINES + 1) for _ in range(each))
