"""What all tests share: two ways to run the command line, and how hard Hypothesis tries."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from batchschema.cli.outputs import ROOTS
from tests.command import Command, Outcome, call_command, run_command

pytest_plugins = ["pytester"]

OF_THE_MACHINE = (
    *ROOTS, "CI", "BUILD_NUMBER", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "PY_COLORS", "PYTEST_ADDOPTS",
)  # fmt: skip
"""Variables that change how pytest or a report looks: gone, unless a test sets them."""

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
WITHOUT_EXPLANATION = [phase for phase in Phase if phase is not Phase.explain]
"""`find` explains what it shrank, too, which takes fifty times as long as to shrink it."""
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=QUIET,
    phases=WITHOUT_EXPLANATION,
)
settings.register_profile(
    "thorough", deadline=None, max_examples=2000, database=None, suppress_health_check=QUIET
)
settings.register_profile(
    "brief", settings.get_profile("repeatable"), phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="take what reports look like now for right",
    )


def pytest_configure(config: pytest.Config) -> None:
    for variable in OF_THE_MACHINE:
        os.environ.pop(variable, None)
    config.addinivalue_line("markers", "slow: builds or installs something; takes seconds")


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """Run the command line in a process of its own, in an empty folder unless told otherwise."""

    def run(
        *arguments: str | Path,
        stdin: bytes = b"",
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        return run_command(*arguments, stdin=stdin, folder=folder or tmp_path, environment=environment)

    return run


@pytest.fixture
def call(tmp_path: Path) -> Command:
    """Run the command line in this process, in an empty folder unless told otherwise."""

    def call(
        *arguments: str | Path,
        stdin: bytes = b"",
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        return call_command(*arguments, stdin=stdin, folder=folder or tmp_path, environment=environment)

    return call
