"""Paths in reports start where a CI system says; here none says so, unless a test does."""

from __future__ import annotations

import pytest

from batchschema.cli.outputs import ROOTS


@pytest.fixture(autouse=True)
def no_ci_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ROOTS:
        monkeypatch.delenv(variable, raising=False)
