"""JUnit XML, read back by junitparser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

import batchschema
from batchschema.core import Group, Severity
from batchschema.reports import View
from batchschema.reports.junit_report import MOST_LINES
from tests.command import ROOT, Command
from tests.reports.rendering import EXAMPLES, MOCK, QUEUED, groups, rendered, source_of


def suites(text: str | bytes) -> list[junitparser.TestSuite]:
    """The suites of a report, whose own counts are those that junitparser comes to."""
    data = text.encode() if isinstance(text, str) else text
    found = list(junitparser.JUnitXml.fromstring(data))
    for suite in found:
        claimed = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()  # type: ignore[no-untyped-call]
        assert claimed == (suite.tests, suite.failures, suite.errors, suite.skipped)
    return found


def results(case: junitparser.TestCase) -> Mapping[str, junitparser.junitparser.Result]:
    """What a case says, by the name of the element."""
    found = {type(result).__name__: result for result in case.result}
    assert len(found) == len(case.result) <= 2
    return found


@given(st.lists(groups, max_size=5), st.sampled_from([None, *Severity]))
def test_hostile_names_and_texts_give_well_formed_xml(found: list[Group], fail_on: Severity | None) -> None:
    text = rendered("junit", found, View(notes=True, fail_on=fail_on))
    seen = suites(text)
    assert len(seen) == len({source_of(group) for group in found})
    unjudged = [g for g in found if not g.finding.variant and g.finding.severity is Severity.ERROR]
    failing = [
        g for g in found if g not in unjudged and fail_on is not None and g.finding.severity >= fail_on
    ]
    cases = [case for suite in seen for case in suite]
    errors = [each["Error"] for case in cases if "Error" in (each := results(case))]
    failures = [each["Failure"] for case in cases if "Failure" in (each := results(case))]
    assert len(errors) == len({source_of(group) for group in unjudged})
    assert len(failures) == len({(source_of(group), group.finding.variant) for group in failing})
    assert {error.type for error in errors} <= {group.finding.rule for group in unjudged}
    lines = [line for each in (*errors, *failures) for line in str(each.text).split("\n")]
    assert len(lines) == len(unjudged) + len(failing)


def test_each_file_is_a_suite_that_fails_as_the_run_does(call: Command) -> None:
    told = call("check", *EXAMPLES, "--format", "junit", folder=ROOT)
    mock, queued = suites(told.output)
    assert [(suite.name, suite.tests, suite.failures) for suite in (mock, queued)] == [
        (MOCK, 1, 1), (QUEUED, 1, 0)
    ]  # fmt: skip
    (case,) = mock
    assert (case.name, case.classname) == ("mistral/typescript-sdk@2025-04-16", MOCK)
    failure = results(case)["Failure"]
    assert failure.type == "missing-required-field"
    assert failure.message.endswith(", and 7 more")
    assert len(str(failure.text).splitlines()) == 8


def test_the_threshold_decides_what_fails(call: Command) -> None:
    arguments = ("check", *EXAMPLES, "--format", "junit")
    never = call(*arguments, "--fail-on", "never", "--show", "notes", folder=ROOT)
    assert (never.code, [suite.failures for suite in suites(never.output)]) == (0, [0, 0])
    assert "missing-required-field" in never.stdout
    strict = call(*arguments, "--fail-on", "note", folder=ROOT)
    assert [suite.failures for suite in suites(strict.output)] == [1, 1]
    assert suites(call(*arguments, folder=ROOT).output)[0].failures == 1


def test_a_case_for_each_variant_that_was_named(call: Command) -> None:
    told = call(
        "check", QUEUED, "-V", "mistral/schema-page",
        "-V", "mistral/python-sdk@1.2.0", "--format", "junit", folder=ROOT,
    )  # fmt: skip
    (suite,) = suites(told.output)
    assert [(case.name, bool(case.result)) for case in suite] == [
        ("mistral/python-sdk@1.2.0", False), ("mistral/schema-page", True)
    ]  # fmt: skip


def test_what_cannot_be_read_is_an_error(tmp_path: Path, call: Command) -> None:
    (tmp_path / "broken.json").write_text('{"id": ', encoding="utf-8")
    (tmp_path / "empty.json").write_text("[]", encoding="utf-8")
    told = call("check", "broken.json", "missing.json", "empty.json", "--format", "junit")
    found = {suite.name: results(case)["Error"].type for suite in suites(told.output) for case in suite}
    assert found == {"broken.json": "malformed-json", "missing.json": "unreadable-input"}
    assert told.code == 3


def test_the_parts_of_a_long_file_are_suites_of_their_own(
    tmp_path: Path, call: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batchschema.run.parts.RANGE", 1000)
    line = (ROOT / "examples/payloads/openai-batches.jsonl").read_bytes().splitlines(keepends=True)[0]
    (tmp_path / "log.jsonl").write_bytes(line * 20)
    names = [suite.name for suite in suites(call("check", ".", "--format", "junit").output)]
    assert names[0] == "log.jsonl"
    assert len(names) > 2
    assert all(re.fullmatch(r"log\.jsonl from byte [\d,]+", name) for name in names[1:])


def test_very_many_findings_are_cut_short_in_one_case() -> None:
    (group, *_) = map(Group, batchschema.check({"id": 1}, "mistral/python-sdk@1.2.0"))
    (suite,) = suites(rendered("junit", [group] * (MOST_LINES + 5)))
    (case,) = suite
    lines = str(results(case)["Failure"].text).splitlines()
    assert (len(lines), lines[-1]) == (MOST_LINES + 1, "and 5 more")


def test_a_report_without_findings_is_a_document(call: Command) -> None:
    told = call(
        "check",
        "tests/conforming/mistral__schema-page.json",
        "-V",
        "mistral/schema-page",
        "--format",
        "junit",
        folder=ROOT,
    )
    root = ElementTree.fromstring(told.output)
    assert root.tag == "testsuites"
    assert not list(root.iter("failure"))
