"""`batchschema import --check VARIANT DOCUMENT…`: every document is compared, the worst decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from batchschema.catalog import load
from tests.importers.running import run_import
from tests.renderers.json_schemas import openapi_31

ID = "mistral/openapi"


@pytest.fixture
def same(tmp_path: Path) -> Path:
    schema: Any = load()[ID].schema
    return openapi_31(schema, tmp_path)


@pytest.fixture
def moved(same: Path) -> Path:
    path = same.with_name("moved.json")
    path.write_text(same.read_text().replace('"RUNNING"', '"WALKING"'))
    return path


def test_one_that_drifted_is_enough_and_each_is_named(same: Path, moved: Path) -> None:
    ran = run_import("--check", ID, same, moved, same)
    assert ran.code == 1
    assert ran.stdout.count(f"{same} says what {ID} says.") == 2
    assert ran.stdout.count(f"{moved}: 1 fact differs from {ID}.") == 1


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [("{", 3, "is not JSON"), ('{"openapi": "3.1.0", "components": {}}', 4, "has no components/schemas")],
)
def test_what_could_not_be_compared_hides_no_drift_and_wins_over_it(
    same: Path, moved: Path, text: str, code: int, message: str
) -> None:
    bad = same.with_name("bad.json")
    bad.write_text(text)
    ran = run_import("-q", "--check", ID, bad, moved)
    assert ran.code == code
    assert f"{bad}" in ran.stderr
    assert message in ran.stderr
    assert f"{moved}: 1 fact differs" in ran.stdout


def test_a_canonical_schema_of_ones_own_stands_for_a_variant(same: Path, moved: Path) -> None:
    own = same.with_name("own.json")
    own.write_text(run_import("-q", same, "--root", load()[ID].title, "--variant", "acme/own").stdout)
    ran = run_import("-q", "--check", own, same, moved)
    assert ran.code == 1
    assert f"{same} says what {own} says." in ran.stdout
    assert f"{moved}: 1 fact differs from {own}." in ran.stdout


def test_what_is_no_variant_is_not_compared_with(same: Path, moved: Path) -> None:
    forgotten = run_import("-q", "--check", same, moved)
    assert forgotten.code == 2
    assert "neither a variant nor a canonical schema" in forgotten.stderr
    missing = run_import("-q", "--check", "nowhere.json", same)
    assert missing.code == 2
    assert "no file nowhere.json" in missing.stderr
    assert run_import("-q", "--check", ID).code == 2


def test_without_check_documents_are_read_one_at_a_time(same: Path) -> None:
    ran = run_import(same, same)
    assert (ran.code, ran.stdout) == (2, "")
