"""Classes of the libraries that SDKs are made with, where those are installed."""

from __future__ import annotations

import pytest

from tests.probe.acme import HERE, found_by, places

ACCEPTS, CHANGES = "accepts-what-is-forbidden", "changes-value"
FILLS, DROPS_KEY, DROPS_NULL = "fills-absent-field", "drops-unknown-key", "drops-null"
LAX_COUNT = [(ACCEPTS, "/count"), (CHANGES, "/count")]


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in HERE.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("how", ["validate", "validate-json"])
def test_an_honest_pydantic_model_gives_no_findings(how: str) -> None:
    pytest.importorskip("pydantic")
    assert places(found_by("models:Honest", how=how)) == []


def test_a_lax_pydantic_model() -> None:
    pytest.importorskip("pydantic")
    assert places(found_by("models:Lax")) == [
        *LAX_COUNT,
        (FILLS, "/label"),
        (FILLS, "/note"),
        (ACCEPTS, "/state"),
        (FILLS, "/state"),
        (DROPS_KEY, "/x"),
    ]


def test_a_model_that_is_constructed_takes_everything() -> None:
    pytest.importorskip("pydantic")
    found = places(found_by("models:Lax", how="construct"))
    assert {pointer for rule, pointer in found if rule == ACCEPTS} >= {"/id", "/count", "/note", "/state"}


def test_a_typed_dict() -> None:
    pytest.importorskip("pydantic")
    assert places(found_by("models:Dictionary")) == [*LAX_COUNT, (DROPS_KEY, "/x")]


def test_a_dataclass() -> None:
    pytest.importorskip("pydantic")
    assert places(found_by("models:Data")) == [
        (FILLS, "/label"),
        (FILLS, "/note"),
        (FILLS, "/state"),
        (DROPS_KEY, "/x"),
    ]


def test_a_struct() -> None:
    pytest.importorskip("msgspec")
    assert places(found_by("structs:Honest")) == [(DROPS_KEY, "/x")]
    assert places(found_by("structs:Careless")) == [
        (DROPS_NULL, "/label"),
        (DROPS_NULL, "/note"),
        (DROPS_KEY, "/x"),
    ]


def test_an_attrs_class() -> None:
    pytest.importorskip("cattrs")
    found = places(found_by("classes:Job"))
    assert (ACCEPTS, "/id") in found
    assert (CHANGES, "/count") in found
    assert (FILLS, "/state") in found
    assert (DROPS_KEY, "/x") in found
