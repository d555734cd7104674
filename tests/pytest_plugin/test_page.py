"""What docs/pytest.md shows is what happens."""

from __future__ import annotations

import json
import re

import pytest

from tests.command import ROOT
from tests.pytest_plugin.test_plugin import GOOD

PAGE = (ROOT / "docs" / "pytest.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```\n", PAGE, re.DOTALL)


def test_its_tests_pass(pytester: pytest.Pytester) -> None:
    for number, code in enumerate(blocks("python")):
        pytester.path.joinpath(f"test_block_{number}.py").write_text(code, encoding="utf-8")
    done = pytester.runpytest("-p", "no:cacheprovider")
    done.assert_outcomes(passed=sum(code.count("def test_") for code in blocks("python")))


def test_its_session_is_true(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    (configuration,) = blocks("toml")
    pytester.path.joinpath("batchschema.toml").write_text(configuration, encoding="utf-8")
    folder = pytester.mkdir("payloads")
    first = {"id": GOOD["id"], "object": "batch", "input_files": [], "model": None, "status": "Queued"}
    (folder / "mocked.json").write_text(
        json.dumps({**first, **{key: GOOD[key] for key in GOOD if key not in first}}, indent=2)
    )
    (folder / "recorded.json").write_text(json.dumps(GOOD))
    (session,) = blocks("console")
    command, shown = session.split("\n", 1)
    assert command == "$ pytest --batchschema -q"
    done = pytester.runpytest_subprocess("--batchschema", "-q")
    printed = [line for line in done.outlines if line and " failed, " not in line]
    assert printed == shown.splitlines()
